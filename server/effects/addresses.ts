// Which addresses a webhook may reach. Definitions come from people who need not have the run of the network that
// the server stands in: without this, a webhook could reach the router, a cloud's metadata service, or the server
// itself. Addresses are judged, not names: a name can point anywhere, and elsewhere a moment later.

import { type LookupAddress, lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

const inside = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // shared by a carrier's customers
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local; metadata services of clouds
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 3], // multicast, reserved, broadcast
] as const)
  inside.addSubnet(network, prefix, 'ipv4')

// Of IPv6, only 2000::/3 is given out to the public, and these in it are not.
const everyone6 = new BlockList()
everyone6.addSubnet('2000::', 3, 'ipv6')
for (const [network, prefix] of [
  ['2001::', 23], // protocol assignments, Teredo
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4: has an IPv4 address inside
  ['3fff::', 20], // documentation
] as const)
  inside.addSubnet(network, prefix, 'ipv6')

/** True for addresses that anyone on the internet could reach. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !inside.check(address, 'ipv4')
  return isIP(address) === 6 && everyone6.check(address, 'ipv6') && !inside.check(address, 'ipv6')
}

/** A webhook leads to an address that it may not reach. */
export class AddressNotAllowedError extends Error {
  constructor(host: string, address: string) {
    super(
      `${host === address ? host : `${host} (${address})`} is inside the server's own network, where webhooks may ` +
        'not go. If it is meant to be reached, an administrator can allow the host.',
    )
    this.name = 'AddressNotAllowedError'
  }
}

/** A name's addresses, for a connection that may only be public: checked here, they are the ones connected to. */
export const lookupPublic: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, [])
    const refused = addresses.find(({ address }) => !isPublicAddress(address))
    if (refused) return callback(new AddressNotAllowedError(host, refused.address), [])
    if (options.all) return callback(null, addresses)
    return callback(null, addresses[0]!.address, addresses[0]!.family)
  })
}
