"""Import finished."""

from anhuai.platform.notices.rules import Channel, Template

definition = Template(
    title="导入完成",
    title_en="Import finished",
    says="“{file}”已导入：新增 {added}，更新 {updated}，有误退回 {refused}。",
    says_en=(
        "“{file}” was imported: {added} added, {updated} updated, {refused} returned with errors."
    ),
    channels=(Channel.MAIL, Channel.WECHAT),
    example={"file": "人员登记.xlsx", "added": "480", "updated": "15", "refused": "5"},
    reads="“人员登记.xlsx”已导入：新增 480，更新 15，有误退回 5。",
    reads_en="“人员登记.xlsx” was imported: 480 added, 15 updated, 5 returned with errors.",
)
