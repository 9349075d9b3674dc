// A self-signed certificate for *.example.com and *.gw0 to *.gw3.example.com, valid until 2126, with its key. They
// protect nothing; they stand here so that equal seeds give equal bytes.
export const certificate = `-----BEGIN CERTIFICATE-----
MIIB8DCCAZWgAwIBAgIUPNfoBcVVIeIsa9WUejoOYNySl54wCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNKi5leGFtcGxlLmNvbTAgFw0yNjExMjMxNTUwMTZaGA8yMTI2
MTAzMDE1NTAxNlowGDEWMBQGA1UEAwwNKi5leGFtcGxlLmNvbTBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABBAehPNDW/spluuAA84EMpdPlse70s/+1GGkIkb1ht7a
0VXww4F4h+g9yiI8w+KJz1k/+Otj3j6xtmxbY978O2qjgbowgbcwHQYDVR0OBBYE
FMNJuRYnyLcxghgGty36qS/gEnwCMB8GA1UdIwQYMBaAFMNJuRYnyLcxghgGty36
qS/gEnwCMA8GA1UdEwEB/wQFMAMBAf8wZAYDVR0RBF0wW4INKi5leGFtcGxlLmNv
bYIRKi5ndzAuZXhhbXBsZS5jb22CESouZ3cxLmV4YW1wbGUuY29tghEqLmd3Mi5l
eGFtcGxlLmNvbYIRKi5ndzMuZXhhbXBsZS5jb20wCgYIKoZIzj0EAwIDSQAwRgIh
AP4voj/FlI0+asc+cq6xjITN0hYHO7wzNcdroZprT7fsAiEAk348eH14wVTtK0uO
vkHUlnJJ83h6HLv6fZCs7g3DwqY=
-----END CERTIFICATE-----
`;

export const privateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg3IfFh+BwnbEFC4Eo
r8w2BqLrtrwsHx7mBHNE1SNt9syhRANCAAQQHoTzQ1v7KZbrgAPOBDKXT5bHu9LP
/tRhpCJG9Ybe2tFV8MOBeIfoPcoiPMPiic9ZP/jrY94+sbZsW2Pe/Dtq
-----END PRIVATE KEY-----
`;
