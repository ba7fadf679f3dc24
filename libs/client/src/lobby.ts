// The entry `@parley/client/lobby`: asking to be let into a call.
export { Lobby, type LobbyEventMap, type LobbyOptions, type LobbyState } from './lobby/lobby.ts';
