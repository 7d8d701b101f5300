import { Loader } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { HistoryEntry } from '../../engine/case.ts'
import { caseName } from '../../engine/case-name.ts'
import { queries } from '../queries.ts'
import { texts } from '../texts.ts'
import { isolated } from '../ui/isolated.ts'
import { Failed } from '../ui/Message.tsx'
import classes from './CaseDiagram.module.css'
import { CasePicture } from './CasePicture.tsx'
import { words as all } from './texts.ts'

const words = all.diagram
const nothing: HistoryEntry[] = []

/** The whole drawing of the version that a case runs on, with where the case is and has been. */
export function DrawingPage({ id }: { id: string }) {
  const shown = useQuery(queries.case(id))
  const { process = '', version = 0, seq = 0 } = shown.data ?? {}
  const ran = useQuery({ ...queries.version(process, version), enabled: shown.data !== undefined })
  const history = useQuery({ ...queries.history(id, seq), enabled: shown.data !== undefined })
  const name = (shown.data && caseName(shown.data.data)) ?? id
  useDocumentTitle(`${isolated(name)} · ${words.title} · ${texts.product}`)
  const failed = (shown.data ? null : shown.error) ?? ran.error
  if (failed) return <Failed error={failed} retry={() => (shown.data ? ran : shown).refetch()} />
  if (!shown.data || !ran.data) return <Loader aria-label={texts.loading} />
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1>
          <bdi>{name}</bdi>
        </h1>
        <Link to="/cases/$id" params={{ id }} className={classes.large}>
          {words.back}
        </Link>
      </div>
      <div className={`${classes.frame} ${classes.lit}`}>
        <CasePicture
          version={ran.data}
          activeStates={shown.data.activeStates}
          entries={history.data?.items ?? nothing}
        />
      </div>
    </div>
  )
}
