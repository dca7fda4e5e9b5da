/*
 * Stands in for a file system that keeps no locks: every call that takes or looks for one fails. It is loaded before the
 * C library of a process and needs no header, so that any C compiler can make it.
 */
enum { GET_LOCK = 5, SET_LOCK = 6, SET_LOCK_WAIT = 7, NO_LOCKS = 37 };

extern int *__errno_location(void);
extern void *dlsym(void *handle, const char *symbol);

typedef int (*Fcntl)(int file, int command, ...);

static int call(const char *name, int file, int command, long argument) {
    if (command == GET_LOCK || command == SET_LOCK || command == SET_LOCK_WAIT) {
        *__errno_location() = NO_LOCKS;
        return -1;
    }
    return ((Fcntl) dlsym((void *) -1L, name))(file, command, argument);
}

int fcntl(int file, int command, long argument) {
    return call("fcntl", file, command, argument);
}

int fcntl64(int file, int command, long argument) {
    return call("fcntl64", file, command, argument);
}
