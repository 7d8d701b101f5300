// The words of the picture.
export const words = {
  state: 'State',
  key: 'Key of the state',
  types: {
    atomic: 'state',
    compound: 'state with states inside',
    parallel: 'several at once',
    final: 'end',
    history: 'where it was before',
  },
  starts: 'starts here',
  region: 'region',
  expand: (title: string) => `Show what is inside ${title}`,
  collapse: (title: string) => `Hide what is inside ${title}`,
  after: (delays: string) => `left by itself after ${delays}`,
  rules: (count: number) => (count === 1 ? '1 rule' : `${count} rules`),
  effects: (count: number) => (count === 1 ? '1 effect' : `${count} effects`),
  diagram: (name: string) => `Diagram of ${name}`,
}
