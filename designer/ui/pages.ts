// Which pages somebody sees, and which comes first. The server decides what may be read; this only keeps from
// showing doors that do not open.

import { texts } from '../texts.ts'

export type Page = { to: '/work' | '/cases' | '/board' | '/audit' | '/processes' | '/people'; title: string }
type Who = { roles: string[]; rights: string[] }

const pages: (Page & { needs: string })[] = [
  { to: '/work', title: texts.shell.work, needs: 'case.send' },
  { to: '/board', title: texts.shell.board, needs: 'case.read' },
  { to: '/cases', title: texts.shell.cases, needs: 'case.read' },
  { to: '/audit', title: texts.shell.audit, needs: 'audit.read' },
  { to: '/processes', title: texts.shell.processes, needs: 'process.read' },
  { to: '/people', title: texts.shell.people, needs: 'access.manage' },
]

export const pagesFor = ({ rights }: Pick<Who, 'rights'>): Page[] =>
  pages.filter(({ needs }) => rights.includes(needs)).map(({ to, title }) => ({ to, title }))

/** The first of somebody's roles that this knows says where they begin: daily work goes before looking after. */
const begins: [roles: string[], to: Page['to']][] = [
  [['staff', 'strategy', 'marketing', 'sales', 'operations'], '/work'],
  [['owner'], '/processes'],
  [['auditor'], '/audit'],
  [['admin'], '/people'],
]

export function firstPage(who: Who): Page['to'] {
  const shown = pagesFor(who)
  const wanted = begins.find(([roles]) => roles.some(role => who.roles.includes(role)))?.[1]
  return (shown.find(({ to }) => to === wanted) ?? shown[0])?.to ?? '/cases'
}
