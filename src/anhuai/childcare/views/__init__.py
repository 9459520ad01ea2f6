"""Pages of the childcare room."""

from anhuai.childcare.views import panels as _panels  # noqa: F401 - declares
from anhuai.childcare.views import workbook as _workbook  # noqa: F401 - declares
