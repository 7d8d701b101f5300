import { Loader } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { queries } from '../queries.ts'
import { texts } from '../texts.ts'
import { Instant } from '../ui/Instant.tsx'
import { Failed, Message } from '../ui/Message.tsx'
import classes from './ProcessList.module.css'

/** The processes that run, each with the way to its drawing. */
export function ProcessList() {
  const processes = useQuery(queries.processes())
  useDocumentTitle(`${texts.processes.title} · ${texts.product}`)
  if (processes.isError) return <Failed error={processes.error} retry={() => processes.refetch()} />
  if (!processes.data) return <Loader m="xl" aria-label={texts.loading} />
  if (processes.data.length === 0)
    return (
      <Message title={texts.processes.empty.title}>
        <p>{texts.processes.empty.text}</p>
      </Message>
    )
  return (
    <>
      <h1 className={classes.title}>{texts.processes.title}</h1>
      <ul className={classes.list}>
        {processes.data.map(({ process, name, description, version, note, publishedAt }) => (
          <li key={process}>
            <Link to="/processes/$id" params={{ id: process }} className={classes.process}>
              <strong>{name}</strong>
              {description && <span>{description}</span>}
              <small>
                {texts.processes.version(version)} · <Instant at={publishedAt} />
                {note && ` · ${note}`}
              </small>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
