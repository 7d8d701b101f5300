import { createContext } from 'react'
import type { DiagramEdge } from './project.ts'

/** The lines of the diagram around, for what is drawn with them. */
export const DrawnLines = createContext<readonly DiagramEdge[]>([])
