import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from '@tanstack/react-router'
import { Provider } from 'urql'
import { createGraphqlClient } from './gql/client.ts'
import { createAppRouter } from './router.tsx'
import './theme.css'
import './ui/ui.css'

const client = createGraphqlClient()
const router = createAppRouter(client)

const element = document.getElementById('root')
if (element === null) throw new Error('index.html has no element #root')
createRoot(element).render(
  <StrictMode>
    <Provider value={client}>
      <RouterProvider router={router} />
    </Provider>
  </StrictMode>,
)
