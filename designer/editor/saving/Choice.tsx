import { Radio } from '@mantine/core'
import type { Clash, Side } from '../../../engine/merge.ts'
import { placeInWords, textOf } from '../../versions/changes.ts'
import { TextDiff } from '../../versions/TextDiff.tsx'
import type { Sides } from './meet.ts'
import classes from './Saving.module.css'
import { words } from './texts.ts'

type Props = {
  clash: Clash
  who: string
  sides: Sides
  chosen: Side | undefined
  choose(side: Side): void
}

/** One thing that both changed: what it was, and what each made of it. */
export function Choice({ clash, who, sides, chosen, choose }: Props) {
  const { base, mine, theirs } = sides
  const place = placeInWords(clash.at, base.definition, mine.definition, theirs.definition)
  const was = textOf(clash.base)
  return (
    <Radio.Group
      label={place}
      value={chosen ?? ''}
      onChange={value => choose(value as Side)}
      className={classes.choice}
    >
      <dl className={classes.was}>
        <dt>{words.conflict.was}</dt>
        <dd>{was ?? words.conflict.absent}</dd>
      </dl>
      <div className={classes.columns}>
        {(['mine', 'theirs'] as const).map(side => (
          <div key={side} className={classes.side} data-chosen={chosen === side}>
            <Radio
              value={side}
              label={side === 'mine' ? words.conflict.mine : words.conflict.theirs(who)}
              aria-describedby={`${clash.at} ${side}`}
            />
            <div id={`${clash.at} ${side}`}>
              {clash[side] === undefined ? (
                <p>{words.conflict.gone}</p>
              ) : (
                <TextDiff onlyAfter detail={{ field: '', was, is: textOf(clash[side]) }} />
              )}
            </div>
          </div>
        ))}
      </div>
    </Radio.Group>
  )
}
