import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import ts from 'typescript'

/** What tests there are and which functions of `science` each calls, read from their source. */
const root = resolve(import.meta.dirname, '../..')

export interface Block {
  /** from the project's root */
  file: string
  line: number
  /** with the titles around it */
  title: string
  /** `science/stats/kappa.ts#cohenKappa`, also where a helper of the test calls it */
  uses: ReadonlySet<string>
}

export interface Exported {
  /** `science/stats/kappa.ts#cohenKappa` */
  id: string
  name: string
  file: string
  docs: string
  /** a throw of InvalidInput stands in it */
  throwsItself: boolean
}

interface Source {
  /** local name → where it comes from */
  imports: Map<string, { file: string; name: string }>
  /** declarations of a name, but for those inside a test, which only that test sees */
  declared: Map<string, ts.Node[]>
  tree: ts.SourceFile
}

const known = new Map<string, Source>()

function sourceOf(file: string): Source {
  const found = known.get(file)
  if (found) return found
  const text = readFileSync(resolve(root, file), 'utf8')
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const source: Source = { imports: new Map(), declared: new Map(), tree }
  known.set(file, source)
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      addImports(source, file, node)
      return
    }
    if (ts.isCallExpression(node) && calledName(node) === 'it') return
    const isNamed =
      ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node) || ts.isBindingElement(node)
    if (isNamed && node.name && ts.isIdentifier(node.name))
      source.declared.set(node.name.text, [...(source.declared.get(node.name.text) ?? []), node])
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(tree, visit)
  return source
}

function addImports({ imports }: Source, file: string, node: ts.ImportDeclaration): void {
  const { moduleSpecifier, importClause } = node
  const named = importClause?.namedBindings
  if (!ts.isStringLiteral(moduleSpecifier) || !moduleSpecifier.text.startsWith('.')) return
  const from = relative(root, resolve(root, dirname(file), moduleSpecifier.text))
  if (named && ts.isNamedImports(named))
    for (const { name, propertyName } of named.elements)
      imports.set(name.text, { file: from, name: propertyName?.text ?? name.text })
}

/** Functions of `science` that stand in a piece of source, or in what it calls within the tests. */
function usesOf(file: string, node: ts.Node, seen: Set<ts.Node>): string[] {
  if (seen.has(node)) return []
  seen.add(node)
  const { imports, declared } = sourceOf(file)
  const found: string[] = []
  const visit = (inner: ts.Node): void => {
    if (ts.isIdentifier(inner) && !isPropertyName(inner)) {
      const imported = imports.get(inner.text)
      if (imported?.file.startsWith('science/')) found.push(`${imported.file}#${imported.name}`)
      else if (imported && existsSync(resolve(root, imported.file)))
        for (const helper of sourceOf(imported.file).declared.get(imported.name) ?? [])
          found.push(...usesOf(imported.file, helper, seen))
      else if (!imported)
        for (const helper of declared.get(inner.text) ?? []) found.push(...usesOf(file, helper, seen))
    }
    ts.forEachChild(inner, visit)
  }
  visit(node)
  return found
}

/** `b` of a.b and of { b: … }: no call of a function b. */
function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node) ||
    (ts.isBindingElement(parent) && parent.propertyName === node)
  )
}

/** `it` of it(…), it.each(…)(…), describe.each(…)(…). */
function calledName(node: ts.CallExpression): string {
  let callee: ts.Expression = node.expression
  while (
    ts.isCallExpression(callee) ||
    ts.isPropertyAccessExpression(callee) ||
    ts.isTaggedTemplateExpression(callee)
  )
    callee = ts.isTaggedTemplateExpression(callee) ? callee.tag : callee.expression
  return ts.isIdentifier(callee) ? callee.text : ''
}

function titleOf(node: ts.CallExpression): string {
  const [title] = node.arguments
  return title && ts.isStringLiteralLike(title) ? title.text : ''
}

/** Every test of a file. */
export function blocksOf(file: string): Block[] {
  const { tree } = sourceOf(file)
  const blocks: Block[] = []
  const visit = (node: ts.Node, above: readonly string[], tables: readonly ts.Node[]): void => {
    if (ts.isCallExpression(node) && titleOf(node) !== '') {
      const name = calledName(node)
      const title = titleOf(node)
      if (name === 'it') {
        const seen = new Set<ts.Node>()
        const uses = new Set([node, ...tables].flatMap((part) => usesOf(file, part, seen)))
        const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree))
        blocks.push({ file, line: line + 1, title: [...above, title].join(' > '), uses })
        return
      }
      if (name === 'describe') {
        ts.forEachChild(node, (child) => {
          visit(child, [...above, title], [...tables, node.expression])
        })
        return
      }
    }
    ts.forEachChild(node, (child) => {
      visit(child, above, tables)
    })
  }
  visit(tree, [], [])
  return blocks
}

/** Functions that a file of `science` exports, with their docstrings. */
export function exportedFunctions(file: string): Exported[] {
  const { tree } = sourceOf(file)
  return tree.statements.flatMap((node) => {
    if (!ts.isFunctionDeclaration(node) || !node.name) return []
    if (!node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return []
    const comments = ts.getLeadingCommentRanges(tree.text, node.getFullStart()) ?? []
    const docs = comments
      .map(({ pos, end }) => tree.text.slice(pos, end))
      .filter((text) => text.startsWith('/**'))
    const throwsItself = node.getText(tree).includes('throw new InvalidInput')
    return [
      { id: `${file}#${node.name.text}`, name: node.name.text, file, docs: docs.at(-1) ?? '', throwsItself },
    ]
  })
}

/** Files that a file of `science` hangs on, itself among them. */
export function importedBy(file: string, seen: Set<string> = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const { file: from } of sourceOf(file).imports.values())
    if (from.startsWith('science/')) importedBy(from, seen)
  return seen
}

/** Files of a folder, from the project's root. */
export function filesIn(folder: string, ending: string): string[] {
  return readdirSync(resolve(root, folder))
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => `${folder}/${name}`)
}
