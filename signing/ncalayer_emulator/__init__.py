"""An NCALayer for the demo: the protocol of the desktop program, keys from a folder. No Django.

    python -m signing.ncalayer_emulator --port 13579 --keys DIR

Who signs is decided by the page (``signerParams.iin`` and ``bin``): there is no window with keys.
Magic: the file ``cancel-next`` in the folder makes the next request end as if the person pressed
Cancel; the environment variable NCALAYER_EMULATOR_CANCEL=1 does so always. A request that no key
fits ends with SIGNING_FAILURE and ``details`` KEY_NOT_FOUND.
"""
