import { Button, Code } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { queries } from '../queries.ts'
import { texts } from '../texts.ts'
import { Message } from '../ui/Message.tsx'
import { words } from './texts.ts'
import classes from './WorkPage.module.css'
import { isFiltered, type View, viewOf, type WorkSearch } from './work-search.ts'

/** Where to look next when there is nothing in a list. */
const leadsTo: Record<Exclude<View, 'team'>, WorkSearch> = {
  waiting: { view: 'team', show: 'all' },
  mine: { view: 'unassigned' },
  unassigned: { view: 'team', show: 'all' },
  done: {},
}

/** Says why the list is empty, and what to do about it. */
export function Nothing({ search, waiting }: { search: WorkSearch; waiting: number }) {
  const navigate = useNavigate({ from: '/work' })
  const view = viewOf(search)
  const isBlocked = view === 'waiting' && search.show !== 'all' && waiting > 0
  const isPlain = !isFiltered(search) && !isBlocked
  const any = useInfiniteQuery({ ...queries.cases({}), enabled: isPlain })
  const go = (to: WorkSearch) => void navigate({ search: to })

  if (isBlocked)
    return (
      <Message title={words.none.blocked.title}>
        <p>{words.none.blocked.text(waiting)}</p>
        <Button variant="default" onClick={() => go({ ...search, show: 'all' })}>
          {words.none.blocked.action}
        </Button>
      </Message>
    )
  if (!isPlain)
    return (
      <Message title={texts.list.noMatch.title}>
        <p>{texts.list.noMatch.text}</p>
        <Button variant="default" onClick={() => go(view === 'waiting' ? {} : { view })}>
          {texts.list.noMatch.clear}
        </Button>
      </Message>
    )
  if (any.data?.pages[0]?.items.length === 0)
    return (
      <Message title={texts.list.none.title}>
        <p>{texts.list.none.text}</p>
        <Code className={classes.command}>{texts.list.none.command}</Code>
        <p>{texts.list.none.or}</p>
      </Message>
    )
  const { title, text, action } = words.none[view]
  return (
    <Message title={title}>
      <p>{text}</p>
      <Button
        variant="default"
        onClick={() => (view === 'team' ? void navigate({ to: '/cases' }) : go(leadsTo[view]))}
      >
        {action}
      </Button>
    </Message>
  )
}
