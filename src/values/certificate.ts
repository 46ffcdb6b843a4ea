/** Node's codes for certificates that it does not accept (nodejs.org: tls, "X509 certificate error codes"). */
const refused = /CERT|UNABLE_TO_(GET|VERIFY|DECRYPT)|^ERR_(TLS|SSL)_/;

/** Whether an error's code says that the other side's certificate was not accepted: nothing was sent then. */
export function isCertificateError(code: string): boolean {
  return refused.test(code);
}

/** What cures it. */
export const certificateRemedy =
  'if a proxy of your own opens encrypted traffic, pass its root certificate to the job by NODE_EXTRA_CA_CERTS';
