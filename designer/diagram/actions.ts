import { createContext } from 'react'

/** What can be done in the picture itself. A picture that is only looked at has none of it. */
export const DiagramActions = createContext<{
  toggle?: (path: string) => void
  /** the state whose title is being written */
  renaming?: string | null
  rename?: (path: string, title: string) => void
  selectTransition?: (pointer: string, more: boolean) => void
}>({})
