import { useContext } from 'react'
import { humanise } from '../ui/format.ts'
import { isolated } from '../ui/isolated.ts'
import { DiagramActions } from './actions.ts'
import classes from './Diagram.module.css'
import { ruleCount, signsOf } from './label.ts'
import type { Mark } from './marks.ts'
import type { TransitionData } from './project.ts'
import { Sign } from './Sign.tsx'
import { words } from './texts.ts'

type Props = {
  data: TransitionData
  /** how it and its line look, as data attributes */
  look: Record<string, unknown>
  mark: Mark | undefined
}

/** What a transition is called, where its line has room for it, with what it asks for and does. */
export function TransitionLabel({ data, look, mark }: Props) {
  const { selectTransition } = useContext(DiagramActions)
  const { route, title, lines, rules, effects, roles, stays, isFeedback } = data
  const { before, after } = signsOf(data)
  // First what can be read on it, word by word: who speaks to the screen says that.
  const about = [
    isolated(title),
    rules > 0 && words.rules(rules),
    isFeedback && words.back,
    stays && words.stays,
    roles.length > 0 && roles.map(humanise).join(', '),
    effects > 0 && words.effects(effects),
    route.crosses && words.crosses,
    mark?.label,
  ].filter(Boolean)
  const { x, y, w, h } = route.label
  const common = {
    className: `${classes.label} nodrag nopan`,
    style: { transform: `translate(${x}px, ${y}px)`, inlineSize: w, blockSize: h },
    title: about.join(' · '),
    'aria-label': about.join(', '),
    'data-transition': data.pointer,
    ...look,
  }
  const inside = (
    <>
      {before.map(name => (
        <Sign key={name} name={name} />
      ))}
      <span className={classes.words} dir="auto">
        {lines.map((line, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
          <span key={n}>{line} </span>
        ))}
      </span>
      {after.map(name => (
        <span key={name} className={classes.sign} data-sign={name}>
          <Sign name={name} />
          {name === 'rule' && ` ${ruleCount(rules)}`}
        </span>
      ))}
    </>
  )
  // In a picture that is only looked at, a label is no control.
  if (!selectTransition)
    return (
      <span role="img" {...common}>
        {inside}
      </span>
    )
  return (
    <button
      type="button"
      tabIndex={-1}
      onClick={event => selectTransition(data.pointer, event.shiftKey)}
      {...common}
    >
      {inside}
    </button>
  )
}
