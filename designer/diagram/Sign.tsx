import { type SignName, signs } from './signs.ts'

export function Sign({ name }: { name: SignName }) {
  return (
    <svg
      width="12"
      height="12"
      viewBox="0 0 12 12"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d={signs[name]} />
    </svg>
  )
}
