import { Button, Loader } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { flawOfKeys, type LogKeys, type SignedHead } from '../../../engine/log/head.ts'
import { api } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { formatExactly } from '../../ui/format.ts'
import { Failed, sentenceOf } from '../../ui/Message.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { AuditNav } from '../AuditNav.tsx'
import { Verdict } from './Findings.tsx'
import classes from './Proof.module.css'
import { SavedHead } from './SavedHead.tsx'
import { words } from './texts.ts'

const { log } = words

/** The log of all entries: its head to take along, one that was taken to be compared, and everything verified. */
export function LogPage() {
  useDocumentTitle(`${log.title} · ${texts.product}`)
  const head = useQuery({ queryKey: ['audit', 'head'], queryFn: api.head })
  const keys = useQuery({ queryKey: ['audit', 'keys'], queryFn: api.logKeys })
  return (
    <div className={classes.page}>
      <AuditNav />
      <h1>{log.title}</h1>
      <p className={classes.intro}>{log.intro}</p>
      <Panel title={log.head}>
        <div className={classes.body}>
          {head.isPending && <Loader size="xs" aria-label={texts.loading} />}
          {head.error && (
            <Verdict outcome="broken">
              {log.noHead} {sentenceOf(head.error)}
            </Verdict>
          )}
          {head.data && <Head head={head.data} />}
        </div>
      </Panel>
      <SavedHead />
      <Verifying />
      <Panel title={log.keys}>
        <div className={classes.body}>
          <p className={classes.soft}>{log.keysText}</p>
          {keys.error && <Failed error={keys.error} retry={() => keys.refetch()} />}
          {keys.data && <Keys keys={keys.data} />}
        </div>
      </Panel>
    </div>
  )
}

function Head({ head }: { head: SignedHead }) {
  const { size, root, at, key, log: name } = head
  return (
    <>
      <dl className={classes.facts}>
        <dt>{log.size}</dt>
        <dd>{size.toLocaleString(texts.language)}</dd>
        <dt>{log.at}</dt>
        <dd>
          <time dateTime={at}>{formatExactly(at)}</time>
        </dd>
        {(
          [
            [log.root, root],
            [log.key, key],
            [log.log, name],
          ] as const
        ).map(([label, hash]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>
              <code>{hash}</code>
            </dd>
          </div>
        ))}
      </dl>
      <div className={classes.row}>
        <Button size="compact-md" onClick={() => save(head)}>
          {log.save}
        </Button>
        <span className={classes.soft}>{log.saved}</span>
      </div>
    </>
  )
}

function save(head: SignedHead): void {
  const content = new Blob([`${JSON.stringify(head, null, 2)}\n`], { type: 'application/json' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = `head-${head.at.slice(0, 10)}-${head.size}.json`
  link.click()
  URL.revokeObjectURL(link.href)
}

function Keys({ keys }: { keys: LogKeys }) {
  const flaw = flawOfKeys(keys)
  return (
    <>
      <ol className={classes.keys}>
        {keys.keys.map(({ id, madeAt, endorsement }, n) => {
          const standing = n === 0 ? log.first : endorsement ? log.endorsed : log.notEndorsed
          return (
            <li key={id}>
              <code>{id}</code>
              <div className={classes.soft}>
                {log.keyRow(madeAt)}, {standing}
                {n === keys.keys.length - 1 && `, ${log.signsNow}`}
              </div>
            </li>
          )
        })}
      </ol>
      {flaw !== undefined && <Verdict outcome="unknown">{flaw}</Verdict>}
    </>
  )
}

function Verifying() {
  const verifying = useMutation({ mutationFn: api.verifyAll })
  const { data, error, isPending } = verifying
  return (
    <Panel title={log.verify}>
      <div className={classes.body}>
        <p className={classes.soft}>{log.verifyText}</p>
        <Button variant="default" size="compact-md" loading={isPending} onClick={() => verifying.mutate()}>
          {log.verify}
        </Button>
        {isPending && <p role="status">{log.verifying}</p>}
        {error && <p role="alert">{sentenceOf(error)}</p>}
        {data?.ok && <Verdict outcome="holds">{log.verified(data.cases, data.entries)}</Verdict>}
        {data && !data.ok && (
          <Verdict outcome="broken">
            {log.notVerified}. {data.firstBad?.reason}{' '}
            {data.firstBad?.caseId != null && (
              <Link
                to="/audit/cases/$id"
                params={{ id: data.firstBad.caseId }}
                search={data.firstBad.seq > 0 ? { seq: data.firstBad.seq } : {}}
              >
                {log.inCase(data.firstBad.caseId)}
              </Link>
            )}
          </Verdict>
        )}
      </div>
    </Panel>
  )
}
