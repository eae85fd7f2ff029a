"""`python -m lkip_helpers`: the same as `lkip`."""

import sys

from lkip_helpers.commands import main

sys.exit(main())
