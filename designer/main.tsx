import './no-eval.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { queries, queryClient } from './queries.ts'

// Every page waits for this: it is on its way while the first one is put together.
void queryClient.prefetchQuery(queries.me())

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
