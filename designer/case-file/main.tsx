// What is inside a case file: the timeline, the replay and the proof of one case, out of the page itself. Nothing is
// asked of any server: what the screens would ask for is put in their hands before they are drawn.

import '../no-eval.ts'
import '@mantine/core/styles.css'
import '../ui/tokens.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Navigate,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { CaseFile } from '../../engine/case-file.ts'
import { readAuditSearch } from '../audit/audit-search.ts'
import { queries, queryClient } from '../queries.ts'
import { Boundary } from '../ui/Boundary.tsx'
import { Message } from '../ui/Message.tsx'
import { cssVariables, theme } from '../ui/theme.ts'
import { CaseFilePage } from './CaseFilePage.tsx'
import { readCase } from './read-case.ts'
import { words } from './texts.ts'

const found = readCase(document.getElementById('case')?.textContent)

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Boundary area={words.notShown}>
        {typeof found === 'string' ? (
          <main>
            <Message title={words.notShown}>
              <p>{found}</p>
            </Message>
          </main>
        ) : (
          <Shown file={found} />
        )}
      </Boundary>
    </MantineProvider>
  </StrictMode>,
)

function Shown({ file }: { file: CaseFile }) {
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={routerOf(file) as never} />
    </QueryClientProvider>
  )
}

/** The screens link to each other by the addresses of the app; here they stand behind the file's own. */
function routerOf(file: CaseFile) {
  tellScreens(file)
  const root = createRootRoute({ component: Outlet, notFoundComponent: Begin })
  const page = createRoute({
    getParentRoute: () => root,
    path: '/audit/cases/$id',
    validateSearch: readAuditSearch,
    component: () => <CaseFilePage file={file} search={page.useSearch()} />,
  })
  const begin = createRoute({ getParentRoute: () => root, path: '/', component: Begin })
  function Begin() {
    return <Navigate to="/audit/cases/$id" params={{ id: file.caseId }} search={{ view: 'proof' }} replace />
  }
  return createRouter({ routeTree: root.addChildren([page, begin]), history: createHashHistory() })
}

function tellScreens({ registers }: CaseFile): void {
  queryClient.setDefaultOptions({
    queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, refetchOnWindowFocus: false },
  })
  for (const { name, version, content } of registers)
    queryClient.setQueryData(queries.registerVersion(name, version).queryKey, {
      name,
      version,
      content,
      note: '',
      savedAt: '',
      savedBy: '',
    } as never)
}
