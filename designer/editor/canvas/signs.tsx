// Signs of the drawing's tools, on the same grid of 16 as those of the screens. The control that holds one has a
// name.

import type { ReactNode } from 'react'
import type { StateType } from '../../../engine/paths.ts'
import type { Alignment, Spread } from './align.ts'

function Sign({ children }: { children: ReactNode }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      {children}
    </svg>
  )
}

export const UndoSign = () => (
  <Sign>
    <path d="M5.5 3 2.5 6l3 3" />
    <path d="M2.5 6h7a3.75 3.75 0 0 1 0 7.5H7" />
  </Sign>
)

export const RedoSign = () => (
  <Sign>
    <path d="m10.5 3 3 3-3 3" />
    <path d="M13.5 6h-7a3.75 3.75 0 0 0 0 7.5H9" />
  </Sign>
)

const arrangements: Record<Alignment | Spread, ReactNode> = {
  left: <path d="M2.5 2v12M5.5 4.5h8v2.5h-8ZM5.5 9.5h5v2.5h-5Z" />,
  centre: <path d="M8 2v2.5M8 7v2.5M8 12v2M3.5 4.5h9V7h-9ZM5.5 9.5h5V12h-5Z" />,
  right: <path d="M13.5 2v12M2.5 4.5h8v2.5h-8ZM5.5 9.5h5v2.5h-5Z" />,
  top: <path d="M2 2.5h12M4.5 5.5v8h2.5v-8ZM9.5 5.5v5h2.5v-5Z" />,
  middle: <path d="M2 8h2.5M7 8h2.5M12 8h2M4.5 3.5v9H7v-9ZM9.5 5.5v5H12v-5Z" />,
  bottom: <path d="M2 13.5h12M4.5 2.5v8h2.5v-8ZM9.5 5.5v5h2.5v-5Z" />,
  horizontally: <path d="M2.5 2v12M13.5 2v12M6.5 5h3v6h-3Z" />,
  vertically: <path d="M2 2.5h12M2 13.5h12M5 6.5h6v3H5Z" />,
}

export const ArrangeSign = ({ how }: { how: Alignment | Spread }) => <Sign>{arrangements[how]}</Sign>

const kinds: Record<StateType, ReactNode> = {
  atomic: <rect x="2" y="4.5" width="12" height="7" rx="1.5" />,
  compound: (
    <>
      <rect x="1.5" y="2.5" width="13" height="11" rx="1.5" />
      <rect x="4.5" y="6.5" width="7" height="4" rx="1" />
    </>
  ),
  parallel: (
    <>
      <rect x="1.5" y="2.5" width="13" height="11" rx="1.5" />
      <path d="M1.5 8h13" strokeDasharray="2 2" />
    </>
  ),
  final: (
    <>
      <rect x="1.5" y="3.5" width="13" height="9" rx="4" />
      <rect x="4" y="6" width="8" height="4" rx="2" fill="currentColor" />
    </>
  ),
  history: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M6 5.5v5M10 5.5v5M6 8h4" />
    </>
  ),
}

export const KindSign = ({ kind }: { kind: StateType }) => <Sign>{kinds[kind]}</Sign>
