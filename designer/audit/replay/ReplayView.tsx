import { Button, Skeleton } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo, useRef } from 'react'
import type { Version } from '../../answers.ts'
import { Boundary } from '../../ui/Boundary.tsx'
import { formatList } from '../../ui/format.ts'
import { Instant } from '../../ui/Instant.tsx'
import type { LabelOf } from '../../work/labels.ts'
import { CopyLink } from '../CopyLink.tsx'
import type { Loaded } from '../load-history.ts'
import { Marks } from '../Marks.tsx'
import { type Around, tellItem } from '../tell-item.ts'
import { words as all } from '../texts.ts'
import { positionOf, type Trail } from '../trail.ts'
import { Comparison } from './Comparison.tsx'
import { Controls } from './Controls.tsx'
import { DataAfter } from './DataAfter.tsx'
import { leavesNow, marksAt } from './marks-at.ts'
import classes from './Replay.module.css'
import type { Compared } from './recomputing.ts'
import { usePlayer } from './use-player.ts'
import { useReplayKeys } from './use-replay-keys.ts'

const words = all.replay

const Picture = lazy(() => import('./Picture.tsx').then(({ Picture }) => ({ default: Picture })))

type Props = {
  id: string
  loaded: Loaded
  compared: Compared
  /** null: it cannot be had */
  version: Version | null
  around: Around
  labelOf: LabelOf
  /** the step that the address names */
  seq: number | undefined
}

/** The history played on the drawing of the version that it ran on. */
export function ReplayView({ id, loaded, compared, version, around, labelOf, seq }: Props) {
  const { trail, count, state } = loaded
  const controls = usePlayer(loaded, compared.end ? compared.agreed : null)
  const { player, jump } = controls
  useReplayKeys(controls)
  useAddress(id, trail, player, loaded, seq, jump)

  const position = Math.min(player.position, count - 1)
  const marks = useMemo(() => marksAt(trail, compared, position), [trail, compared, position])
  if (count === 0) return <p className={classes.soft}>{words.nothingYet}</p>
  const here = trail.items[position]!.seq
  const leaves = leavesNow(trail, position)
  const comparison = version && (
    <Comparison {...{ compared, count, position }} isWhole={state === 'whole'} show={jump} />
  )
  return (
    <div className={classes.replay}>
      <div className={classes.main}>
        {compared.end && comparison}
        <Happening trail={trail} position={position} around={around} />
        <div className={classes.frame}>
          {version ? (
            <Boundary area={all.area.drawing} className={classes.fallen}>
              <Suspense fallback={<Skeleton height="100%" radius={0} />}>
                <Picture version={version} marks={marks} active={leaves.join(' ')} />
              </Suspense>
            </Boundary>
          ) : (
            <p className={classes.fallen}>{words.noDrawing}</p>
          )}
        </div>
        <p className={classes.lit}>
          {words.drawingOf(formatList(leaves.map(around.places.titleOf)) || words.nowhere)}
        </p>
        <Controls controls={controls} seq={here} last={loaded.until}>
          <span className={classes.links}>
            <CopyLink id={id} search={{ view: 'replay', seq: here }} label={words.link} />
            <Button
              size="compact-sm"
              variant="subtle"
              renderRoot={props => (
                <Link {...props} to="/audit/cases/$id" params={{ id }} search={{ seq: here }} />
              )}
            >
              {words.timeline}
            </Button>
          </span>
        </Controls>
        {!compared.end && comparison}
      </div>
      <DataAfter trail={trail} position={position} labelOf={labelOf} />
    </div>
  )
}

/** What happened at this place, in a sentence; what did not move the case says so. */
function Happening({ trail, position, around }: { trail: Trail; position: number; around: Around }) {
  const { kind, who, what, afterwards, at, marks } = tellItem(trail, position, around)
  const stands = kind === 'refused' || kind === 'said'
  return (
    <div className={classes.happening} data-kind={kind}>
      <p>
        {who !== '' && <span className={classes.soft}>{who}: </span>}
        <strong>{what}</strong>
        <Marks marks={marks} />
      </p>
      <p className={classes.soft}>
        {afterwards !== null && `${afterwards} · `}
        {stands && `${words.still} · `}
        {at !== null && <Instant at={at} precise />}
      </p>
    </div>
  )
}

/** The address names the step that is shown, once it stays; and what the address names is shown, once it is there. */
function useAddress(
  id: string,
  trail: Trail,
  player: { position: number; isPlaying: boolean },
  { count, state }: Loaded,
  seq: number | undefined,
  jump: (position: number) => void,
): void {
  const navigate = useNavigate()
  /** What this page made the address say itself; it may arrive late, when the player is elsewhere. */
  const own = useRef(new Set<number>())
  const shown = useRef<number>(undefined)
  /** what the address says, or will once it has arrived */
  const last = useRef<number>(undefined)
  const isThere = count > 0 && (seq === undefined || trail.last >= seq || state !== 'loading')
  useEffect(() => {
    if (!isThere || shown.current === seq) return
    shown.current = seq
    if (seq === undefined || own.current.has(seq)) return
    last.current = seq
    jump(positionOf(trail, seq))
  }, [isThere, seq, trail, jump])

  const say = useDebouncedCallback((seq: number) => {
    if (last.current === seq) return
    last.current = seq
    own.current.add(seq)
    void navigate({
      to: '/audit/cases/$id',
      params: { id },
      search: { view: 'replay', seq },
      replace: true,
      resetScroll: false,
    })
  }, 400)
  const { position, isPlaying } = player
  const moved = useRef(false)
  useEffect(() => {
    // What the page begins with is what the address says already.
    if (position > 0) moved.current = true
    const here = trail.items[position]?.seq
    if (moved.current && !isPlaying && here !== undefined) say(here)
  }, [position, isPlaying, trail, say])
}
