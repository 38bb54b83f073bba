import type { ComponentPropsWithRef } from 'react'

type ButtonProps = ComponentPropsWithRef<'button'> & {
  look?: 'plain' | 'primary' | 'quiet'
  size?: 'm' | 's'
}

export function Button({ look = 'plain', size = 'm', className, type = 'button', ...rest }: ButtonProps) {
  const classes = ['button', `button-${look}`, `button-${size}`, className].filter(Boolean).join(' ')
  return <button type={type} className={classes} {...rest} />
}
