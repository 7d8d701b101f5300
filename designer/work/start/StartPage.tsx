import { Button, Loader, NativeSelect } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { JsonObject } from '../../../engine/json.ts'
import type { Violation } from '../../../engine/refusal.ts'
import type { Version } from '../../answers.ts'
import { ApiError } from '../../api.ts'
import { api, queries, queryClient } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { Failed, Message, sentenceOf } from '../../ui/Message.tsx'
import { DataForm } from '../form/DataForm.tsx'
import { KeptNotice } from '../form/KeptNotice.tsx'
import { useKept } from '../form/use-kept.ts'
import { newId } from '../new-id.ts'
import { words as all } from '../texts.ts'
import classes from './StartPage.module.css'
import { startSchema } from './start-schema.ts'

const words = all.start

/** A case is started here, in the process of the address or the only one. */
export function StartPage({ process }: { process: string | undefined }) {
  useDocumentTitle(`${words.title} · ${texts.product}`)
  const processes = useQuery(queries.processes())
  const me = useQuery(queries.me()).data
  const navigate = useNavigate()
  if (processes.isError) return <Failed error={processes.error} retry={() => processes.refetch()} />
  if (!processes.data || !me) return <Loader aria-label={texts.loading} />
  const list = processes.data
  const chosen = list.find(one => one.process === process) ?? (list.length === 1 ? list[0] : undefined)
  if (list.length === 0)
    return (
      <Message title={words.noProcess.title}>
        <p>{words.noProcess.text}</p>
        <Link to="/processes">{texts.shell.processes}</Link>
      </Message>
    )
  return (
    <div className={classes.page}>
      <h1>{words.title}</h1>
      {list.length > 1 && (
        <NativeSelect
          label={texts.list.process}
          value={chosen?.process ?? ''}
          onChange={event => navigate({ to: '/start', search: { process: event.currentTarget.value } })}
          data={[
            ...(chosen ? [] : [{ value: '', label: texts.form.choose }]),
            ...list.map(({ process, name }) => ({ value: process, label: name })),
          ]}
        />
      )}
      {chosen?.description && <p className={classes.about}>{chosen.description}</p>}
      {chosen && <Begin key={chosen.process} {...chosen} person={me.id} />}
    </div>
  )
}

type BeginProps = { process: string; version: number; person: string }

function Begin({ process, version, person }: BeginProps) {
  const shown = useQuery(queries.version(process, version))
  if (shown.isError) return <Failed error={shown.error} retry={() => shown.refetch()} />
  return shown.data ? (
    <StartForm version={shown.data} person={person} />
  ) : (
    <Loader aria-label={texts.loading} />
  )
}

function StartForm({
  version: { process, version, definition },
  person,
}: {
  version: Version
  person: string
}) {
  const navigate = useNavigate()
  const { kept, keep, drop } = useKept({ person, caseId: '', event: process })
  const [found, setFound] = useState<readonly Violation[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const [beginning, setBeginning] = useState(0)
  // Pressed twice, or sent again after a lost answer, it is one case.
  const id = useRef(newId())
  const isUnderway = useRef(false)
  const start = useMutation({
    mutationFn: (data: JsonObject) => api.startCase({ process, version, id: id.current, data }),
    onSuccess(answer) {
      if (answer.kind === 'started') {
        drop()
        void queryClient.invalidateQueries({ queryKey: ['cases'] })
        return navigate({ to: '/cases/$id', params: { id: answer.case.id } })
      }
      id.current = newId()
      setFound(answer.violations ?? [])
      setProblem(answer.reason === 'invalid-data' ? null : answer.message)
      return undefined
    },
    onError(error) {
      if (!(error instanceof ApiError) || error.status !== 0) id.current = newId()
      setProblem(sentenceOf(error))
    },
    onSettled() {
      isUnderway.current = false
    },
  })
  return (
    <DataForm
      key={beginning}
      title={words.title}
      schema={startSchema(definition.data)}
      {...(kept && { initial: kept.draft })}
      found={found}
      takesFocus
      onChange={keep}
      onSubmit={data => {
        if (isUnderway.current) return
        isUnderway.current = true
        setProblem(null)
        setFound([])
        start.mutate(data)
      }}
      told={
        <>
          {kept && (
            <KeptNotice
              at={kept.at}
              onStartOver={() => {
                drop()
                setBeginning(beginning + 1)
              }}
            />
          )}
          {problem !== null && <p role="alert">{problem}</p>}
        </>
      }
      buttons={() => (
        <Button type="submit" loading={start.isPending}>
          {words.start}
        </Button>
      )}
    />
  )
}
