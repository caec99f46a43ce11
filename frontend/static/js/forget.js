/* For those who note no contacts: what somebody else began to write on this device is forgotten once
   they are signed in, and where they sign in, once it is old. */
import { forgetOld, forgetOthers } from "./kept.js";

const signedIn = document.querySelector("[data-signed-in]");
if (signedIn) forgetOthers(signedIn.dataset.signedIn);
else forgetOld();
