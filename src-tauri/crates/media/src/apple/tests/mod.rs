mod mapping;
mod scripts;
mod watching;
