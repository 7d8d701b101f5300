import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { WorkSearch } from './work-search.ts'

type Props = { search: WorkSearch; className?: string | undefined; isHere?: boolean; children: ReactNode }

/** A link to a list of work. `isHere`: it is the one on the page. */
export function ToWork({ search, className, isHere = false, children }: Props) {
  return (
    <Link
      to="/work"
      search={search}
      preload={false}
      className={className}
      activeOptions={{ exact: true, includeSearch: true }}
      data-here={isHere || undefined}
      {...(isHere && { 'aria-current': 'page' as const })}
    >
      {children}
    </Link>
  )
}
