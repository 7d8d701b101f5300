import { createContext } from 'react'

/** What can be done in the picture itself. A picture that is only looked at has none of it. */
export const DiagramActions = createContext<{
  toggle?: (path: string) => void
  /** the state whose title or key is being written */
  renaming?: { path: string; field: 'title' | 'key' } | null
  rename?: (path: string, text: string) => void
  selectTransition?: (pointer: string, more: boolean) => void
}>({})
