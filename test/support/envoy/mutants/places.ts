// Places of the valid bootstrap.
export const listeners = '/static_resources/listeners';
export const clusters = '/static_resources/clusters';
export const chain = `${listeners}/0/filter_chains/0`;
export const manager = `${chain}/filters/0/typed_config`;
export const host = `${manager}/route_config/virtual_hosts/0`;
export const route = `${host}/routes/0`;
export const forward = `${host}/routes/1/route`;
export const downstream = `${chain}/transport_socket/typed_config`;
export const certificate = `${downstream}/common_tls_context/tls_certificates/0`;
export const upstream = `${clusters}/0/transport_socket/typed_config`;
export const validation = `${upstream}/common_tls_context/validation_context`;
