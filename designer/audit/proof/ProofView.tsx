import { Button, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { checkCase } from '../../../engine/case-file.ts'
import { api } from '../../queries.ts'
import { Failed } from '../../ui/Message.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { caseFileAddress } from '../calls.ts'
import { Findings, Verdict, verdictOf } from './Findings.tsx'
import classes from './Proof.module.css'
import { SavedHead } from './SavedHead.tsx'
import { words } from './texts.ts'

/** Lets the page answer between the parts of a long check. */
const rest = () => new Promise<void>(resolve => setTimeout(resolve))

/** What of a case is proven, computed here from what the server gives. `seq`: its last entry. */
export function ProofView({ id, seq }: { id: string; seq: number }) {
  const checked = useQuery({
    queryKey: ['case', id, 'proof', seq],
    queryFn: async () => (await checkCase(await api.caseFile(id), rest)).findings,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <div className={classes.page}>
      {checked.isPending && (
        <p role="status" className={classes.row}>
          <Loader size="xs" aria-hidden /> {words.checking}
        </p>
      )}
      {checked.error && <Failed error={checked.error} retry={() => checked.refetch()} />}
      {checked.data && (
        <>
          <Verdict outcome={verdictOf(checked.data)} />
          <Panel title={words.title}>
            <Findings
              findings={checked.data}
              way={seq => (
                <Link to="/audit/cases/$id" params={{ id }} search={{ seq }}>
                  {words.showEntry(seq)}
                </Link>
              )}
            />
          </Panel>
        </>
      )}
      <Panel title={words.caseFile.title}>
        <div className={classes.body}>
          <p className={classes.soft}>{words.caseFile.text}</p>
          <Button component="a" href={caseFileAddress(id)} download variant="default" size="compact-md">
            {words.caseFile.save}
          </Button>
        </div>
      </Panel>
      <SavedHead />
    </div>
  )
}
