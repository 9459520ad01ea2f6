"""Sign-in on a new device."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="新设备登录",
    title_en="Sign-in on a new device",
    says="您的账号 {at} 在新设备（{device}，{address}）上登录。若不是您本人，请立即修改密码。",
    says_en=(
        "Your account signed in at {at} on a new device ({device}, {address}). If that "
        "was not you, change the password now."
    ),
    example={
        "at": "2026-11-22 09:30",
        "device": ["Windows · Edge", "Windows · Edge"],
        "address": "10.0.0.7",
    },
    reads=(
        "您的账号 2026-11-22 09:30 在新设备（Windows · Edge，10.0.0.7）上登录。"
        "若不是您本人，请立即修改密码。"
    ),
    reads_en=(
        "Your account signed in at 2026-11-22 09:30 on a new device (Windows · Edge, "
        "10.0.0.7). If that was not you, change the password now."
    ),
)
