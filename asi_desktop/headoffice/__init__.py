"""Head office's program: the relay that stores sealed bytes, and the authority that says who may read them.

``log_store`` keeps the logs in a database, ``premises`` are the files of one office, ``membership`` is the
directory as the logs stand, ``relay`` answers laptops over TLS, ``authority`` holds the keys that sign
people, devices and spaces in, ``cli`` is the system officer's command line, ``app`` joins them. The relay
never opens the authority's keys, and holds no key that opens content. The desktop never imports this
package.
"""
