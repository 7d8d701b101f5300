import { Skeleton, Switch } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { Preferences } from '../answers.ts'
import { api, queries, queryClient } from '../queries.ts'
import { sentenceOf } from '../ui/Message.tsx'
import classes from './NoticeChoices.module.css'
import { words } from './texts.ts'
import { toast } from './toast.ts'

type Notices = Preferences['notices']
const kinds = Object.keys(words.choices) as (keyof Notices)[]

/** What the reader is told of: a switch for each kind, saved at once. */
export function NoticeChoices() {
  const preferences = useQuery(queries.preferences())
  const choose = useChoose()
  if (preferences.isError) return <p role="alert">{sentenceOf(preferences.error)}</p>
  const { data } = preferences
  return (
    <div className={classes.choices}>
      {!data && <Skeleton height={180} />}
      {data &&
        kinds.map(kind => (
          <Switch
            key={kind}
            label={words.choices[kind].label}
            description={words.choices[kind].text}
            checked={data.notices[kind]}
            onChange={event => choose.mutate({ [kind]: event.currentTarget.checked })}
          />
        ))}
      <p>{words.chosen}</p>
    </div>
  )
}

/** Shown at once, one after the other on the server; filters that were kept elsewhere meanwhile stay. */
function useChoose() {
  const { queryKey } = queries.preferences()
  return useMutation({
    scope: { id: 'preferences' },
    mutationFn: async (change: Partial<Notices>) => {
      const now = await api.preferences()
      return api.savePreferences({ ...now, notices: { ...now.notices, ...change } })
    },
    onMutate: async change => {
      await queryClient.cancelQueries({ queryKey })
      queryClient.setQueryData(
        queryKey,
        (before: Preferences | undefined) =>
          before && { ...before, notices: { ...before.notices, ...change } },
      )
    },
    onError: error =>
      toast({ kind: 'failed', title: words.notChosen, text: sentenceOf(error), id: 'notice-choices' }),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey })
      void queryClient.invalidateQueries({ queryKey: queries.notifications().queryKey })
    },
  })
}
