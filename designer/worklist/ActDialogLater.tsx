import { lazy } from 'react'

const load = () => import('./ActDialog.tsx').then(({ ActDialog }) => ({ default: ActDialog }))

/** The form over the list loads when somebody is about to open one. */
export const ActDialog = lazy(load)
export const preloadDialog = (): void => void load().catch(() => {})
