import { Button, CloseButton, Loader } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { Confirm } from '../access/Confirm.tsx'
import { toast } from '../notices/toast.ts'
import { api, queries, queryClient } from '../queries.ts'
import { texts } from '../texts.ts'
import { Instant } from '../ui/Instant.tsx'
import { Failed, Message } from '../ui/Message.tsx'
import classes from './ProcessList.module.css'
import { words } from './texts.ts'

// Reading files of other tools takes the engine's readers: loaded when somebody begins a process.
const NewProcess = lazy(() => import('./NewProcess.tsx').then(({ NewProcess }) => ({ default: NewProcess })))

/** The processes that run, and for owners those that are only drawn yet. */
export function ProcessList() {
  const me = useQuery(queries.me())
  const processes = useQuery(queries.processes())
  const mayDraw = me.data?.rights.includes('process.draft') ?? false
  const drafts = useQuery({ ...queries.drafts(), enabled: mayDraw })
  const [begins, setBegins] = useState(false)
  const [removes, setRemoves] = useState<{ process: string; name: string } | null>(null)
  useDocumentTitle(`${words.title} · ${texts.product}`)
  if (processes.isError) return <Failed error={processes.error} retry={() => processes.refetch()} />
  if (!processes.data) return <Loader m="xl" aria-label={texts.loading} />
  const published = new Set(processes.data.map(({ process }) => process))
  const onlyDrawn = (drafts.data ?? []).filter(({ process }) => !published.has(process))
  const begin = mayDraw && <Button onClick={() => setBegins(true)}>{words.begin}</Button>
  return (
    <>
      <div className={classes.head}>
        <h1>{words.title}</h1>
        {begin}
      </div>
      {published.size + onlyDrawn.length === 0 && (
        <Message title={words.empty.title}>
          <p>{words.empty.text}</p>
        </Message>
      )}
      <ul className={classes.list}>
        {processes.data.map(({ process, name, description, version, note, publishedAt }) => (
          <Card key={process} process={process} name={name} description={description}>
            {words.version(version)} · <Instant at={publishedAt} />
            {note && ` · ${note}`}
          </Card>
        ))}
        {onlyDrawn.map(({ process, name, savedAt }) => (
          <Card
            key={process}
            process={process}
            name={name ?? process}
            description={null}
            onRemove={() => setRemoves({ process, name: name ?? process })}
          >
            {words.draft} · <Instant at={savedAt} />
          </Card>
        ))}
      </ul>
      {removes && (
        <Confirm
          title={words.removing.title(removes.name)}
          text={words.removing.text}
          action={words.removing.do}
          run={() => api.removeDraft(removes.process)}
          done={() => {
            toast({ kind: 'done', title: words.removed(removes.name) })
            void queryClient.invalidateQueries({ queryKey: queries.drafts().queryKey })
          }}
          close={() => setRemoves(null)}
        />
      )}
      {begins && (
        <Suspense>
          <NewProcess
            known={processes.data}
            taken={new Set([...published, ...onlyDrawn.map(({ process }) => process)])}
            onClose={() => setBegins(false)}
          />
        </Suspense>
      )}
    </>
  )
}

type CardProps = {
  process: string
  name: string
  description: string | null
  children: ReactNode
  onRemove?(): void
}

function Card({ process, name, description, children, onRemove }: CardProps) {
  return (
    <li>
      <Link to="/processes/$id" params={{ id: process }} className={classes.process}>
        <strong dir="auto" title={name}>
          {name}
        </strong>
        {description && <span dir="auto">{description}</span>}
        <small dir="auto">{children}</small>
      </Link>
      {onRemove && (
        <CloseButton
          className={classes.remove}
          aria-label={words.remove(name)}
          title={words.remove(name)}
          onClick={onRemove}
        />
      )}
    </li>
  )
}
