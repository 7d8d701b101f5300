import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { queries } from '../../queries.ts'
import { words } from '../texts.ts'

/** The way to a new case, for whoever may start one. */
export function StartButton({ process }: { process: string | undefined }) {
  const me = useQuery(queries.me()).data
  if (!me?.rights.includes('case.start')) return null
  return (
    <Button
      renderRoot={props => <Link {...props} to="/start" search={process === undefined ? {} : { process }} />}
    >
      {words.start.title}
    </Button>
  )
}
