import { Link } from '@tanstack/react-router'
import classes from './Audit.module.css'
import { words } from './texts.ts'

const parts = [
  ['/audit', words.parts.find],
  ['/audit/compare', words.parts.compare],
  ['/audit/log', words.parts.log],
  ['/audit/reads', words.parts.reads],
] as const

/** The parts of the audit: what is there beside the single case. */
export function AuditNav() {
  return (
    <nav aria-label={words.parts.label} className={classes.views}>
      {parts.map(([to, title]) => (
        <Link key={to} to={to} activeOptions={{ includeSearch: false, exact: true }}>
          {title}
        </Link>
      ))}
    </nav>
  )
}
