import { Link } from '@tanstack/react-router'
import classes from './Audit.module.css'
import { words } from './texts.ts'

const parts = [['/audit/log', words.parts.log]] as const

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
