from xlsxwriter.format import Format as Format
from xlsxwriter.workbook import Workbook as Workbook
from xlsxwriter.worksheet import Worksheet as Worksheet
