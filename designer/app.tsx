// The pages and what surrounds them. Signing in is no page of its own: it stands in the place of whatever page
// was asked for, until somebody is signed in.

import '@fontsource-variable/inter'
import '@mantine/core/styles.css'
import './ui/tokens.css'
import { Anchor, Loader, MantineProvider } from '@mantine/core'
import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import {
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  lazyRouteComponent,
  Navigate,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { SignIn } from './access/SignIn.tsx'
import { SignInAgain } from './access/SignInAgain.tsx'
import type { Me } from './answers.ts'
import { readAuditSearch } from './audit/audit-search.ts'
import { readCompareSearch } from './audit/compare/compare-search.ts'
import { readFindSearch } from './audit/find/find-search.ts'
import { readReadsSearch } from './audit/reads/reads-search.ts'
import { askForDraft } from './editor/load-draft.ts'
import { queries, queryClient } from './queries.ts'
import { texts } from './texts.ts'
import { Boundary, Crashed } from './ui/Boundary.tsx'
import { formatList, humanise } from './ui/format.ts'
import { Failed, Message } from './ui/Message.tsx'
import { firstPage } from './ui/pages.ts'
import { Shell } from './ui/Shell.tsx'
import { cssVariables, theme } from './ui/theme.ts'
import { readBoardSearch } from './work/board/board-search.ts'
import { CaseList } from './work/CaseList.tsx'
import { readListSearch } from './work/list-search.ts'
import { readWorkSearch } from './worklist/work-search.ts'

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: ({ error, reset }) => (
    <Crashed area={texts.crashed.page} error={error as Error} again={reset} />
  ),
})

const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedIn })

/** Each begins where their work is. An address with a search is one of the list, from when that was the first page. */
const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  validateSearch: readListSearch,
  component: () => {
    const search = home.useSearch()
    const me = useQuery(queries.me()).data
    if (Object.keys(search).length > 0) return <Navigate to="/cases" search={search} replace />
    return me ? <Navigate to={firstPage(me)} replace /> : null
  },
})

const WorkPage = lazyRouteComponent(() => import('./worklist/WorkPage.tsx'), 'WorkPage')

const work = createRoute({
  getParentRoute: () => signedIn,
  path: '/work',
  validateSearch: readWorkSearch,
  loader: () => WorkPage.preload?.(),
  component: () => <WorkPage search={work.useSearch()} />,
})

const cases = createRoute({
  getParentRoute: () => signedIn,
  path: '/cases',
  validateSearch: readListSearch,
  component: () => <CaseList search={cases.useSearch()} />,
})

const StartPage = lazyRouteComponent(() => import('./work/start/StartPage.tsx'), 'StartPage')

const start = createRoute({
  getParentRoute: () => signedIn,
  path: '/start',
  validateSearch: ({ process }: Record<string, unknown>) => ({
    ...(typeof process === 'string' && { process }),
  }),
  loader: () => StartPage.preload?.(),
  component: () => (
    <Needs right="case.start">
      <StartPage process={start.useSearch().process} />
    </Needs>
  ),
})

const BoardPage = lazyRouteComponent(() => import('./work/board/BoardPage.tsx'), 'BoardPage')

const board = createRoute({
  getParentRoute: () => signedIn,
  path: '/board',
  validateSearch: readBoardSearch,
  loader: () => BoardPage.preload?.(),
  component: () => <BoardPage search={board.useSearch()} />,
})

const CasePage = lazyRouteComponent(() => import('./work/CasePage.tsx'), 'CasePage')

const caseById = createRoute({
  getParentRoute: () => signedIn,
  path: '/cases/$id',
  loader: () => CasePage.preload?.(),
  component: () => {
    const { id } = caseById.useParams()
    return <CasePage key={id} id={id} />
  },
})

const DrawingPage = lazyRouteComponent(() => import('./work/DrawingPage.tsx'), 'DrawingPage')

const caseDrawing = createRoute({
  getParentRoute: () => signedIn,
  path: '/cases/$id/drawing',
  loader: () => DrawingPage.preload?.(),
  component: () => {
    const { id } = caseDrawing.useParams()
    return <DrawingPage key={id} id={id} />
  },
})

const FindPage = lazyRouteComponent(() => import('./audit/find/FindPage.tsx'), 'FindPage')

const find = createRoute({
  getParentRoute: () => signedIn,
  path: '/audit',
  validateSearch: readFindSearch,
  loader: () => FindPage.preload?.(),
  component: () => (
    <Needs right="audit.read">
      <FindPage search={readFindSearch(find.useSearch())} />
    </Needs>
  ),
})

const ReadsPage = lazyRouteComponent(() => import('./audit/reads/ReadsPage.tsx'), 'ReadsPage')

const reads = createRoute({
  getParentRoute: () => signedIn,
  path: '/audit/reads',
  validateSearch: readReadsSearch,
  loader: () => ReadsPage.preload?.(),
  component: () => (
    <Needs right="audit.read">
      <ReadsPage search={readReadsSearch(reads.useSearch())} />
    </Needs>
  ),
})

const AuditPage = lazyRouteComponent(() => import('./audit/AuditPage.tsx'), 'AuditPage')

const caseAudit = createRoute({
  getParentRoute: () => signedIn,
  path: '/audit/cases/$id',
  validateSearch: readAuditSearch,
  loader: () => AuditPage.preload?.(),
  component: () => {
    const { id } = caseAudit.useParams()
    return (
      <Needs right="audit.read">
        <AuditPage key={id} id={id} search={readAuditSearch(caseAudit.useSearch())} />
      </Needs>
    )
  },
})

const LogPage = lazyRouteComponent(() => import('./audit/proof/LogPage.tsx'), 'LogPage')

const log = createRoute({
  getParentRoute: () => signedIn,
  path: '/audit/log',
  loader: () => LogPage.preload?.(),
  component: () => (
    <Needs right="audit.read">
      <LogPage />
    </Needs>
  ),
})

const ComparePage = lazyRouteComponent(() => import('./audit/compare/ComparePage.tsx'), 'ComparePage')

const compare = createRoute({
  getParentRoute: () => signedIn,
  path: '/audit/compare',
  validateSearch: readCompareSearch,
  loader: () => ComparePage.preload?.(),
  component: () => (
    <Needs right="audit.read">
      <ComparePage search={readCompareSearch(compare.useSearch())} />
    </Needs>
  ),
})

const ProcessList = lazyRouteComponent(() => import('./processes/ProcessList.tsx'), 'ProcessList')

const processes = createRoute({
  getParentRoute: () => signedIn,
  path: '/processes',
  loader: () => ProcessList.preload?.(),
  component: () => <ProcessList />,
})

const EditorPage = lazyRouteComponent(() => import('./editor/EditorPage.tsx'), 'EditorPage')

const processById = createRoute({
  getParentRoute: () => signedIn,
  path: '/processes/$id',
  loader({ params, cause }) {
    // The draft and the canvas, which is the largest part of the app, are on their way while the page is loaded. What
    // cannot be loaded is told where it is drawn.
    if (cause === 'enter') askForDraft(params.id)
    import('./editor/EditorView.tsx').catch(() => {})
    return EditorPage.preload?.()
  },
  component: () => {
    const { id } = processById.useParams()
    return <EditorPage key={id} process={id} />
  },
})

const People = lazyRouteComponent(() => import('./access/People.tsx'), 'People')

const people = createRoute({
  getParentRoute: () => signedIn,
  path: '/people',
  loader: () => People.preload?.(),
  component: () => (
    <Needs right="access.manage">
      <People />
    </Needs>
  ),
})

const Join = lazyRouteComponent(() => import('./access/Join.tsx'), 'Join')
const readToken = ({ token }: Record<string, unknown>) => ({ token: typeof token === 'string' ? token : '' })

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: readToken,
  component: () => <Join kind="setup" token={setup.useSearch().token} />,
})

const invite = createRoute({
  getParentRoute: () => root,
  path: '/invite',
  validateSearch: readToken,
  component: () => <Join kind="invite" token={invite.useSearch().token} />,
})

const router = createRouter({
  routeTree: root.addChildren([
    signedIn.addChildren([
      home,
      work,
      board,
      cases,
      start,
      caseById,
      caseDrawing,
      find,
      reads,
      caseAudit,
      log,
      compare,
      processes,
      processById,
      people,
    ]),
    setup,
    invite,
  ]),
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  // What a page throws is caught within it; this is for what stands around.
  defaultErrorComponent: ({ error, reset }) => (
    <Crashed area={texts.crashed.page} error={error as Error} again={reset} />
  ),
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <Boundary area={texts.product}>
          <RouterProvider router={router} />
        </Boundary>
      </QueryClientProvider>
    </MantineProvider>
  )
}

function SignedIn() {
  const me = useQuery(queries.me())
  // Whoever was here stays on the page when the session ends, or the server cannot be asked: work on it is not lost.
  const [known, know] = useState<Me | null>(null)
  const isSomebodyElse = known !== null && me.data && me.data.id !== known.id
  if (me.data && me.data !== known && !isSomebodyElse) know(me.data)
  useEffect(() => {
    // Nothing of the one before may be left for the next one.
    if (isSomebodyElse) window.location.reload()
  }, [isSomebodyElse])
  const shown = isSomebodyElse ? known : (me.data ?? known)
  if (shown === null && me.isPending) return <Loader m="xl" aria-label={texts.loading} />
  if (shown === null && me.isError) return <Failed error={me.error} retry={() => me.refetch()} />
  if (shown === null) return <SignIn />
  return (
    <>
      <Shell key={shown.id} me={shown}>
        <Outlet />
      </Shell>
      {me.data === null && <SignInAgain name={shown.name} />}
    </>
  )
}

/** A page whose address somebody has who may not see it. */
function Needs({ right, children }: { right: string; children: ReactNode }) {
  const me = useQuery(queries.me()).data
  if (!me || me.rights.includes(right)) return children
  return (
    <Message title={texts.notAllowed.title}>
      <p>{texts.notAllowed.text(formatList(me.roles.map(humanise)))}</p>
      <Anchor component={Link} to={firstPage(me)}>
        {texts.notFound.home}
      </Anchor>
    </Message>
  )
}

function NotFound() {
  return (
    <main>
      <Message title={texts.notFound.title}>
        <p>{texts.notFound.text}</p>
        <Anchor component={Link} to="/">
          {texts.notFound.home}
        </Anchor>
      </Message>
    </main>
  )
}
