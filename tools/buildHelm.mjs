// Builds the helm of the tests from its public Go module, once a machine and outside of the checkout; `tools/test.mjs` does
// that beside the first suites. With an empty cache of Go it takes two minutes and three quarters of one core.
import { buildBeside } from './goProgram.mjs';
import { builtHelm, helmProgram, helmVersion } from './helm.mjs';

if (helmProgram().missing !== undefined)
  buildBeside(builtHelm, `helm ${helmVersion}`, ['install', '-ldflags=-s -w', `helm.sh/helm/v3/cmd/helm@${helmVersion}`]); // prettier-ignore
