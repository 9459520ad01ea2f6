"""What a deployment says through the environment, in words; secrets are never shown."""

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: its meaning, its default, whether its value is a secret."""

    name: str
    says: Text
    default: str = ""
    is_secret: bool = False

    @property
    def is_set(self) -> bool:
        """Whether the environment says something."""
        return bool(os.environ.get(self.name))

    def shown(self) -> str:
        """Return the value in force for a page: never a secret, of an address no password."""
        given = os.environ.get(self.name, "")
        if not given:
            return self.default
        if self.is_secret:
            return "••••••"
        parts = urlsplit(given) if "://" in given and "@" in given else None
        return f"{parts.scheme}://••••@{given.rpartition('@')[2]}" if parts else given


VARIABLES = (
    Variable("ANHUAI_DATA", _("数据文件夹：数据库、文件、密钥"), "data"),
    Variable("ANHUAI_DATABASE_URL", _("数据库地址；不设则用数据文件夹里的 SQLite"), "SQLite"),
    Variable("ANHUAI_FRONTEND", _("前端文件所在文件夹")),
    Variable("ANHUAI_KEYS_FILE", _("密钥文件所在位置"), "keys.json"),
    Variable("ANHUAI_CIPHER", _("封存个人信息的算法：SM4 或 AES"), "SM4"),
    Variable("ANHUAI_HOSTS", _("网站的域名，逗号分隔"), "127.0.0.1,localhost,[::1]"),
    Variable("ANHUAI_ORIGINS", _("允许提交表单的来源，逗号分隔")),
    Variable("ANHUAI_HTTPS", _("1 表示经 HTTPS 访问")),
    Variable("ANHUAI_WORKERS", _("网页进程数"), "1"),
    Variable("ANHUAI_THREADS", _("每个网页进程的线程数"), "4"),
    Variable("ANHUAI_LOCK_TIMEOUT", _("SQLite 等待写锁的秒数"), "20"),
    Variable("ANHUAI_LEASE", _("任务租约的秒数"), "30"),
    Variable("ANHUAI_GRACE", _("停止时留给正在运行的任务的秒数"), "25"),
    Variable("ANHUAI_LOG", _("日志级别"), "WARNING"),
    Variable("ANHUAI_DEBUG", _("1 表示开发调试")),
    Variable("ANHUAI_DEMO", _("1 表示演示安装")),
    Variable("ANHUAI_CHROMIUM", _("测试用浏览器的位置")),
    Variable("ANHUAI_PASSWORD_LENGTH", _("密码最短长度的缺省值"), "10"),
    Variable("ANHUAI_PASSWORD_AGE", _("密码有效期（天）的缺省值"), "0"),
    Variable("ANHUAI_PASSWORD_HISTORY", _("不得重复的旧密码个数的缺省值"), "5"),
    Variable("ANHUAI_REVIEW_DAYS", _("权限复核期限（天）的缺省值"), "30"),
    Variable("ANHUAI_SECOND_FACTOR", _("必须双重验证的角色，逗号分隔")),
    Variable("ANHUAI_OIDC_ISSUER", _("全省统一身份认证的地址")),
    Variable("ANHUAI_OIDC_CLIENT", _("统一身份认证的客户端编号")),
    Variable("ANHUAI_OIDC_SECRET", _("统一身份认证的客户端密钥"), is_secret=True),
    Variable("ANHUAI_OIDC_TITLE", _("统一身份认证在登录页上的名称"), "全省统一身份认证"),
    Variable("ANHUAI_METRICS_TOKEN", _("读取监测指标的口令；不设则只许本机读取"), is_secret=True),
    Variable("ANHUAI_TRACES", _("OTLP/HTTP 调用链收集器的地址；不设则不上报")),
    Variable("ANHUAI_BACKUPS", _("备份所在文件夹，状态页据此报告最近一次备份")),
    Variable("ANHUAI_ANCHORS", _("审计锚点写入的文件，宜放在另一台机器")),
    Variable("ANHUAI_AMI", _("话务交换机（Asterisk AMI）：用户名@地址:端口；不设则手工登记来电")),
    Variable("ANHUAI_AMI_CONTEXTS", _("外线来电进入的拨号上下文，逗号分隔")),
    Variable("ANHUAI_AMI_SECRET", _("话务交换机的登录密码")),
    Variable("ANHUAI_API_LIMIT", _("每个账号每分钟的接口请求数上限"), "1200"),
    Variable("ANHUAI_COSTLY_LIMIT", _("每个账号每分钟的费时页面请求数上限"), "120"),
    Variable("ANHUAI_FHIR_IDENTITY", _("FHIR 中身份证号的编码系统"), "urn:x-anhuai:citizen-id"),
    Variable("ANHUAI_BRIDGE", _("已有的 MQTT 或 NATS 服务器，从它接收设备消息"), is_secret=True),
    Variable("ANHUAI_INGRESS", _("设备接入的协议和端口；不设则不随网页启动")),
    Variable("ANHUAI_INGRESS_CERTIFICATE", _("设备接入 TLS 的证书文件")),
    Variable("ANHUAI_INGRESS_KEY", _("设备接入 TLS 的私钥文件")),
    Variable("ANHUAI_INGRESS_NAME", _("接入进程的名称，多个进程时各不相同"), "ingress"),
    Variable("ANHUAI_INGRESS_RATE", _("每台设备每秒的遥测条数上限；报警不限"), "50"),
    Variable("ANHUAI_MAIL_SENDER", _("外发邮件的发件人")),
    Variable("ANHUAI_MAIL_URL", _("邮件服务器的地址；不设则只记录不发送")),
    Variable("ANHUAI_OPEN_LICENCE", _("开放数据的使用许可")),
    Variable("ANHUAI_OUTGOING_INSIDE", _("允许推送的内网主机，逗号分隔")),
    Variable("ANHUAI_PURPOSE", _("查看受助人员档案要说明目的；0 表示不要求"), "1"),
    Variable("ANHUAI_SECURITY_CONTACT", _("安全问题的联系方式"), "tel:12349"),
    Variable("ANHUAI_SITE_URL", _("网站的外部地址，用于消息里的链接")),
    Variable("ANHUAI_SMALL_CELL", _("开放数据中低于此数的人数不公布"), "5"),
    Variable("ANHUAI_APP_SECRET", _("手机应用推送网关的签名密钥"), is_secret=True),
    Variable("ANHUAI_APP_URL", _("手机应用推送网关的地址；不设则只记录不发送")),
    Variable("ANHUAI_SMS_SECRET", _("短信网关的签名密钥"), is_secret=True),
    Variable("ANHUAI_SMS_URL", _("短信网关的地址；不设则只记录不发送")),
    Variable("ANHUAI_STUN", _("视频通话的 STUN 服务器，如 stun:主机:3478；不设则只在局域网内互通")),
    Variable("ANHUAI_THREE_ADMINISTRATORS", _("1 表示系统、安全、审计三员必须分设")),
    Variable("ANHUAI_TURN", _("视频通话的 TURN 服务器，如 turn:主机:3478")),
    Variable("ANHUAI_TURN_SECRET", _("TURN 服务器的共享密钥（use-auth-secret）"), is_secret=True),
    Variable("ANHUAI_WATCHDOG_URL", _("看门狗每分钟向外报平安的地址，宜在另一台机器")),
    Variable("ANHUAI_WALL", _("PostgreSQL 行级安全；0 表示不用"), "1"),
    Variable(
        "ANHUAI_VOICE_CONTEXT", _("交换机播报紧急呼叫的拨号上下文；设了就经 ANHUAI_AMI 打电话")
    ),
    Variable("ANHUAI_VOICE_SECRET", _("语音网关的签名密钥"), is_secret=True),
    Variable("ANHUAI_VOICE_URL", _("语音网关的地址；不设也没有 ANHUAI_VOICE_CONTEXT 则只记录")),
    Variable("ANHUAI_WECHAT_SECRET", _("微信网关的签名密钥"), is_secret=True),
    Variable("ANHUAI_WECHAT_URL", _("微信网关的地址；不设则只记录不发送")),
)
