// The words of who else has a draft open.
export const words = {
  label: 'Who else is here',
  here: (name: string, more: number) =>
    more === 0 ? `${name} is here` : `${name} and ${more} ${more === 1 ? 'other is' : 'others are'} here`,
  since: (time: string) => `since ${time}`,
  at: (what: string) => `at ${what}`,
  more: (count: number) => `and ${count} more`,
  nothing: 'nothing selected',
  transition: 'a transition',
}
