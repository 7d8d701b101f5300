/** The through line: out through its stops, around, and back. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden>
      <path d="M2 7h15.5a5 5 0 0 1 0 10H8" stroke="var(--ink)" strokeWidth="2" strokeLinecap="round" />
      <circle cx="6" cy="7" r="3" fill="var(--strategy)" />
      <circle cx="15" cy="7" r="3" fill="var(--sales)" />
      <circle cx="8" cy="17" r="3" fill="var(--operations)" />
    </svg>
  )
}
