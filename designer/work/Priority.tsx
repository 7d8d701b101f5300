import { Button, Menu } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { priorities } from '../../engine/case.ts'
import type { CaseView } from '../answers.ts'
import { toast } from '../notices/toast.ts'
import { api, queries, queryClient } from '../queries.ts'
import { sentenceOf } from '../ui/Message.tsx'
import { newId } from './new-id.ts'
import classes from './Priority.module.css'
import { words as all } from './texts.ts'

const words = all.priority

/** How urgent the case is, and a menu to say otherwise: on record, like everything that people arrange. */
export function Priority({ view }: { view: CaseView }) {
  const me = useQuery(queries.me()).data
  const { priority } = view
  const say = useMutation({
    mutationFn: (priority: CaseView['priority']) => api.setPriority(view.id, { priority, id: newId() }),
    onError: error => toast({ kind: 'failed', title: words.failed, text: sentenceOf(error), id: 'priority' }),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: queries.case(view.id).queryKey })
      void queryClient.invalidateQueries({ queryKey: ['cases'] })
    },
  })
  const mayAct = view.status === 'open' && me?.rights.includes('case.send') === true
  return (
    <div>
      <dt>{words.title}</dt>
      <dd className={classes.value} data-priority={priority}>
        <span>{words.of[priority]}</span>
        {mayAct && (
          <Menu position="bottom-start" withinPortal withInitialFocusPlaceholder={false}>
            <Menu.Target>
              <Button size="compact-xs" variant="subtle" loading={say.isPending}>
                {words.change}
              </Button>
            </Menu.Target>
            <Menu.Dropdown aria-label={words.change}>
              <Menu.RadioGroup
                value={priority}
                onChange={chosen => {
                  const next = priorities.find(one => one === chosen)
                  if (next !== undefined && next !== priority) say.mutate(next)
                }}
              >
                {priorities.map(one => (
                  <Menu.RadioItem key={one} value={one} closeMenuOnClick>
                    {words.of[one]}
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
            </Menu.Dropdown>
          </Menu>
        )}
      </dd>
    </div>
  )
}
