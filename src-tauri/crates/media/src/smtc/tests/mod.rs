mod following;
mod mapping;
mod naming;
