"""Export ready."""

from anhuai.platform.notices.rules import Channel, Template

definition = Template(
    title="导出完成",
    title_en="Export ready",
    says="您要的“{file}”已生成，共 {rows} 行，请在 30 天内下载。",
    says_en="“{file}” is ready with {rows} rows: download it within 30 days.",
    channels=(Channel.MAIL, Channel.WECHAT),
    example={"file": "人员-20261122.xlsx", "rows": "61204"},
    reads="您要的“人员-20261122.xlsx”已生成，共 61204 行，请在 30 天内下载。",
    reads_en="“人员-20261122.xlsx” is ready with 61204 rows: download it within 30 days.",
)
