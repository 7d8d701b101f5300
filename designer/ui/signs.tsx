// The few signs that the screens use, drawn on one grid of 16. They never stand alone: a word is beside each,
// or the control that holds it has a name.

import type { ReactNode } from 'react'

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

export const SearchSign = () => (
  <Sign>
    <circle cx="7" cy="7" r="4.25" />
    <path d="m10.2 10.2 3.3 3.3" />
  </Sign>
)
export const ForwardSign = () => (
  <Sign>
    <path d="m6 3.5 4.5 4.5L6 12.5" />
  </Sign>
)
export const BackSign = () => (
  <Sign>
    <path d="M5.5 3 2.5 6l3 3" />
    <path d="M2.5 6h7a3.75 3.75 0 0 1 0 7.5H7" />
  </Sign>
)
export const LockSign = () => (
  <Sign>
    <rect x="3" y="7" width="10" height="6.5" rx="1.5" />
    <path d="M5.25 7V5a2.75 2.75 0 0 1 5.5 0v2" />
  </Sign>
)
export const CrossSign = () => (
  <Sign>
    <path d="m4 4 8 8M12 4l-8 8" />
  </Sign>
)
export const CheckSign = () => (
  <Sign>
    <path d="m3 8.5 3.2 3.2L13 4.8" />
  </Sign>
)
export const QuestionSign = () => (
  <Sign>
    <path d="M5.6 5.6a2.4 2.4 0 1 1 3.5 2.2c-.8.4-1.1.9-1.1 1.7" />
    <path d="M8 12.6v.1" />
  </Sign>
)
export const ThemeSign = () => (
  <Sign>
    <circle cx="8" cy="8" r="5.5" />
    <path d="M8 2.5a5.5 5.5 0 0 1 0 11Z" fill="currentColor" />
  </Sign>
)
export const OpenSign = () => (
  <Sign>
    <path d="m6.5 4.5 3.5 3.5-3.5 3.5" />
  </Sign>
)
export const MoreSign = () => (
  <Sign>
    <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2" />
  </Sign>
)
export const BellSign = () => (
  <Sign>
    <path d="M3.5 11.5c1-1 1.25-2.25 1.25-4.25a3.25 3.25 0 0 1 6.5 0c0 2 .25 3.25 1.25 4.25Z" />
    <path d="M6.75 13.5a1.4 1.4 0 0 0 2.5 0" />
  </Sign>
)
export const PersonSign = () => (
  <Sign>
    <circle cx="8" cy="5.5" r="2.75" />
    <path d="M2.75 13.5c.6-2.6 2.6-4 5.25-4s4.65 1.4 5.25 4" />
  </Sign>
)
export const ClockSign = () => (
  <Sign>
    <circle cx="8" cy="8" r="5.5" />
    <path d="M8 5v3.25l2 1.25" />
  </Sign>
)
export const LateSign = () => (
  <Sign>
    <path d="M8 2.75 14 13.25H2Z" />
    <path d="M8 6.75v3M8 11.5v.1" />
  </Sign>
)
export const MentionSign = () => (
  <Sign>
    <circle cx="8" cy="8" r="2.25" />
    <path d="M10.25 5.75v3.1a1.6 1.6 0 0 0 3.25 0V8A5.5 5.5 0 1 0 11 12.6" />
  </Sign>
)
