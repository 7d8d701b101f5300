import { Link } from '@tanstack/react-router'
import { KeptSearches } from '../../ui/KeptSearches.tsx'
import { type FindSearch, filtersOf, isSameSearch, readFindSearch, toKept } from './find-search.ts'
import { words } from './texts.ts'

/** Searches that the reader has kept under a name, and the way to keep the one on the page. */
export function SavedSearches({ search }: { search: FindSearch }) {
  return (
    <KeptSearches
      part="searches"
      words={words.saved}
      search={toKept(search)}
      isPlain={filtersOf(search).length === 0}
      isHere={kept => isSameSearch(readFindSearch(kept.search), search)}
      link={(kept, isHere) => (
        <Link
          to="/audit"
          search={readFindSearch(kept.search)}
          preload={false}
          activeOptions={{ exact: true, includeSearch: true }}
          data-here={isHere || undefined}
          {...(isHere && { 'aria-current': 'page' as const })}
        >
          {kept.name}
        </Link>
      )}
    />
  )
}
