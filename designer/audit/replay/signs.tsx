// The signs of a player, drawn as those in ui/signs.tsx.

import type { ReactNode } from 'react'

const Sign = ({ children }: { children: ReactNode }) => (
  <svg width="16" height="16" viewBox="0 0 16 16" fill="currentColor" aria-hidden>
    {children}
  </svg>
)

export const PlaySign = () => (
  <Sign>
    <path d="M4.5 2.75v10.5L13 8Z" />
  </Sign>
)
export const PauseSign = () => (
  <Sign>
    <path d="M4 3h2.75v10H4ZM9.25 3H12v10H9.25Z" />
  </Sign>
)
export const NextSign = () => (
  <Sign>
    <path d="M3.5 3.5v9L10 8ZM11 3.5h1.5v9H11Z" />
  </Sign>
)
export const PreviousSign = () => (
  <Sign>
    <path d="M12.5 3.5v9L6 8ZM3.5 3.5H5v9H3.5Z" />
  </Sign>
)
export const LastSign = () => (
  <Sign>
    <path d="M2 3.5v9L7.25 8ZM7.25 3.5v9L12.5 8ZM12.75 3.5h1.5v9h-1.5Z" />
  </Sign>
)
export const FirstSign = () => (
  <Sign>
    <path d="M14 3.5v9L8.75 8ZM8.75 3.5v9L3.5 8ZM1.75 3.5h1.5v9h-1.5Z" />
  </Sign>
)
