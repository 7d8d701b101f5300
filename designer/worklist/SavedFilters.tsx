import { KeptSearches } from '../ui/KeptSearches.tsx'
import { ToWork } from './ToWork.tsx'
import { words } from './texts.ts'
import classes from './WorkPage.module.css'
import { isSameSearch, readWorkSearch, type WorkSearch } from './work-search.ts'

/** Filters that the reader has kept under a name, and the way to keep the one on the page. */
export function SavedFilters({ search }: { search: WorkSearch }) {
  return (
    <KeptSearches
      className={classes.saved}
      part="filters"
      words={words.saved}
      search={Object.fromEntries(Object.entries(search))}
      isPlain={Object.keys(search).every(part => part === 'view')}
      isHere={kept => isSameSearch(readWorkSearch(kept.search), search)}
      link={(kept, isHere) => (
        <ToWork search={readWorkSearch(kept.search)} isHere={isHere}>
          {kept.name}
        </ToWork>
      )}
    />
  )
}
