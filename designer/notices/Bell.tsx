import { ActionIcon, Button, Popover } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { Notification } from '../answers.ts'
import { now } from '../clock.ts'
import { api, queries, queryClient } from '../queries.ts'
import { Instant } from '../ui/Instant.tsx'
import { Message, sentenceOf } from '../ui/Message.tsx'
import { BellSign } from '../ui/signs.tsx'
import classes from './Bell.module.css'
import { KindSign } from './KindSign.tsx'
import { NoticeChoices } from './NoticeChoices.tsx'
import { words } from './texts.ts'
import { toast } from './toast.ts'

/** What was said to the reader or their roles: how much of it is unread, and all of it. */
export function Bell() {
  const [isOpen, setOpen] = useState(false)
  const [chooses, setChooses] = useState(false)
  const notifications = useQuery(queries.notifications())
  const items = notifications.data ?? []
  const unread = items.filter(({ readAt }) => readAt === null)
  useTold(notifications.data)
  const read = useMutation({
    mutationFn: (ids: string[]) => Promise.all(ids.map(api.markRead)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queries.notifications().queryKey }),
    onError: error => toast({ kind: 'failed', title: sentenceOf(error), id: 'mark-read' }),
  })
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      onClose={() => setChooses(false)}
      position="bottom-end"
      width={360}
      shadow="md"
      trapFocus
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={words.open(unread.length)}
          className={classes.bell}
          onClick={() => setOpen(!isOpen)}
        >
          <BellSign />
          {unread.length > 0 && (
            <span className={classes.count} aria-hidden>
              {unread.length > 99 ? '99+' : unread.length}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label={words.title}>
        <div className={classes.head}>
          <h2>{chooses ? words.choose : words.title}</h2>
          {!chooses && unread.length > 0 && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => read.mutate(unread.map(({ id }) => id))}
            >
              {words.readAll}
            </Button>
          )}
        </div>
        {chooses && <NoticeChoices />}
        {!chooses && notifications.isError && items.length === 0 && <p role="alert">{words.failed}</p>}
        {!chooses && notifications.data?.length === 0 && (
          <Message title={words.none.title}>
            <p>{words.none.text}</p>
          </Message>
        )}
        {!chooses && items.length > 0 && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by keys too
          <ul className={classes.list} tabIndex={0} aria-label={words.title}>
            {items.map(item => (
              <Item
                key={item.id}
                item={item}
                onRead={() => {
                  if (item.readAt === null) read.mutate([item.id])
                  if (item.caseId !== null) setOpen(false)
                }}
              />
            ))}
          </ul>
        )}
        <div className={classes.foot}>
          <Button size="compact-sm" variant="subtle" onClick={() => setChooses(!chooses)}>
            {chooses ? words.back : words.choose}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

function Item({ item, onRead }: { item: Notification; onRead(): void }) {
  const { kind, title, text, at, caseId, readAt } = item
  const content = (
    <>
      <strong>
        {title}
        {readAt === null && <span className={classes.unread}> · {words.unread}</span>}
      </strong>
      {text !== '' && <span>{text}</span>}
      <small>
        <KindSign kind={kind} />
        {words.kinds[kind]} · {item.caseId !== null && <>{item.caseId} · </>}
        <Instant at={at} />
      </small>
    </>
  )
  return (
    <li data-unread={readAt === null || undefined}>
      {caseId === null ? (
        <button type="button" className={classes.item} onClick={onRead}>
          {content}
        </button>
      ) : (
        <Link to="/cases/$id" params={{ id: caseId }} className={classes.item} onClick={onRead}>
          {content}
        </Link>
      )}
    </li>
  )
}

const newsMs = 300_000

/** What arrives while somebody looks is said once; what was there before, or was switched on again, is not. */
function useTold(items: Notification[] | undefined): void {
  const known = useRef<Set<string> | null>(null)
  useEffect(() => {
    if (!items) return
    const fresh = items.filter(
      ({ id, readAt, at }) =>
        readAt === null && known.current?.has(id) === false && now() - Date.parse(at) < newsMs,
    )
    known.current = new Set(items.map(({ id }) => id))
    const [one] = fresh
    if (one)
      toast({
        kind: 'done',
        title: fresh.length === 1 ? one.title : words.arrived(fresh.length),
        text: fresh.length === 1 ? one.text : '',
        id: 'arrived',
      })
  }, [items])
}
