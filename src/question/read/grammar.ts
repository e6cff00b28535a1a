import type { Lexicon, Sense } from '../index/lexicon.ts';

/**
 * The grammar of questions: words that say how something is asked, not what. Nothing here belongs to a city; what the
 * city does stands in its data and in the thesaurus. Words are separated by white space, `_` stands for a space.
 */
const words = (text: string): string[] =>
  text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => word.replaceAll('_', ' '));

/** Particles, auxiliaries, polite and colloquial endings, question words, verbs that any question may have. */
const STOP_JA = words(`
の は が を に へ と も で や か ね よ な わ さ ぞ ぜ し
って っていう という といった とかいう なんて など なんか とか等 等 ほか に異動 へ異動 に異動すること に異動になり に配属 へ配属
から まで より だけ のみ しか ばかり くらい ぐらい ほど ずつ ごと
です ですか でしょうか でしょう ですよね ですけど ですが でして でした だっけ でしたっけ だった だ だよ だよね だと なの なのか なんです なんですか なんですけど なんですが のですが のでしょうか んです んですか んですけど んですが んだけど のか かな かしら っけ
ます ますか ました ましたか ましたっけ ません ませんか まして ましょう たい たいです たいんです たいんですけど たいのですが たく
ある あります ありますか ありますでしょうか あるの あるんですか あった ありましたか ありましたっけ あるか あれば あるなら ない ないか ないの ないですか ないかな ないですかね ありません
いる います いますか いるの いるところ いない
する します しますか した しました して してる してます してますか しています していますか しているか している しているの してるの してるところ してるとこ しているところ してくれ してた していた されて される されている された され できる できます できますか できた できて できない
やる やります やって やってる やってます やってますか やっています やっていますか やっている やってた やってない やっていない やってるの やってるところ やってるとこ やりたい やろう やった やってんの やってん やってて なにやってんの やってるん
行う 行って 行っている 行っています 行われ 行われて 行なう 行なって おこなう おこなって 取り組む 取り組んで 取り組んでいる 取組んで 力を入れて 力を入れ 力をいれて
なる なります なって なった なってる なっている なっています ならない なりそう
つながる つながり つながりそう つながるもの 役立つ 役立ち 役に立つ 使える 使えそう 参考 参考になる 参考にしたい 参考にできる 参考にしたく 真似 まね まねしたい 真似したい 横展開 ヒント
関する 関する取組 関して 関係 関係する 関係しそう 関係した 関わる 関わって 関わっている 関連 関連する がらみ 絡み からみ 絡む まわり 周り 系 系の 類 的な 的 みたいな みたい ような ように よう らしい っぽい
について につき における 向け 向けの 向けに むけ 対する 対して 対象 対象の 対象に ため ための ために 目的 目指す めざす 目指して つもり
教えて おしえて 教えてください おしえてください 教えてほしい 教えて欲しい 教えてもらえますか 教えていただけますか 教えていただきたい ご教示 ご教示ください 教えろ 教えてくれ 教えてもらえる 教えてくれますか 教えてちょうだい 教えてもらいたい
知りたい しりたい 知りたく 知って 知ってる 知る 知らない 見たい みたい 見せて みせて 見る 見てみたい 見せろ 出して だして 出せる 出す 出てます 出ている 出て 挙げて あげて 調べて 調べたい 調べ しらべて 探して さがして 探している 探してます 探したい 聞きたい 聞いた 聞いたんですが 聞いたのですが 聞きました 確認したい 確認させてください 確認 確認して 確かめたい 頼む たのむ 頼みます 紹介して 紹介 紹介してください リストアップ リストアップして まとめて まとめ まとめてください まとめてほしい ピックアップ 抜き出して 絞って 絞り込み ほしい 欲しい ほしいです 欲しいです もらえる もらえますか いただけ いただけます いただけますか いただきたい ちょうだい くれ くれる くれます くれますか ください 下さい お願い お願いします おねがい おねがいします お願いいたします お願い致します よろしく よろしくお願いします 宜しく 願います
何 なに なん 何が 何か なにか 何を 何の 何か所 どこ どこが どこで どこか どこの どこですか どこでしたっけ どこだっけ どこに どこも どこら どっか どっち どちら どなた どれ どの どんな どういう どう どのような どのように どうやって どうして どうすれば いつ いつから いつまで いつごろ いつ頃 何時 誰 だれ なぜ なんで 何で 何故 いくつ いくら どれくらい どのくらい どれぐらい どのぐらい
これ それ あれ この その あの ここ そこ あそこ こういう そういう こんな そんな あんな こう そう ああ そういえば ちなみに ところで とりあえず まず また あと あとは それから それと そして しかし でも だけど けど けれど けれども が、 ので なので だから ために もし もしかして たぶん もう まだ すでに 既に 今 いま 現在 最近 特に とくに やはり やっぱり なるべく できれば できるだけ もっと 他に ほかに 他の ほかの 他には ほかには 以外に 別の 別に その他 同じ 同様 似た 近い
全部 ぜんぶ 全て すべて 全体 全体で 全体的に ざっと ざっくり 一覧 一覧で 一覧表 いちらん リスト 一通り ひととおり 一つ ひとつ 1つ 2つ 3つ 4つ 5つ 1つずつ 詳しく くわしく 詳細 詳細を 簡単に かんたんに 具体的 具体的に 例えば たとえば 例 事例 じれい 好事例 事例集 具体例 内容 中身 概要 件 件数 個 個数 数 本 回 部署数
取組 取り組み 取組み とりくみ 取りくみ 取組内容 取組名 施策 しさく 活動 かつどう アクション_プラン 企画 実施 じっし 実施して 実施している 実施中 実施した 実施する 実施状況 実践 推進 展開 対策 対応 工夫 くふう 仕組み しくみ 仕組 やり方 方法 手法 手段 ところ とこ とこある 場 場所 機会 もの もん やつ こと ものは 話 はなし 話は ネタ 情報 じょうほう 点 面 方 ほう 側 分 以上 以下 中 なか 内 うち 別 ごと 名 名前 名前の なまえ って名前 データ 資料 文書 表 ページ 項目
職員 しょくいん 社員 従業員 スタッフ 同僚 みんな みなさん 皆さん 人 ひと 人たち 者 メンバー 自分 わたし 私 私たち うち うちの 我々 自分たち 当方 弊 市 し役所 市役所 しやくしょ 役所 役場 市の 当市 本市 庁内 ちょうない 行政 自治体 部署 ぶしょ 部局 各局 各課 各区 各部署 各部 全局 全庁 全庁的 他局 他課 他部署 他の部署 他の局 他の課 所属 組織 職場 しょくば 現場 仕事 しごと 業務 ぎょうむ 業務上 お仕事 働く 働き はたらく
始まる はじまる 始まった はじまった 始まって はじまって 始まり 始まってる 始まっている 始まります 始まりますか 始める はじめる 始めた はじめた 始めて スタート スタートする スタートした スタートして 開始 開始する 開始した かいし 新しく 新たに あたらしく 新しい 新規 新規の 動いて 動いている 動いてる うごいてる うごいている 動く 続く 続いて 続いている 続いてる 続ける 継続 継続中 継続して 継続している 稼働 進行中 進んで 進んでいる 進める すすめる 進めて 進めている 実施済み 終わった 終わって 終わっている 終わる 終わり 終わり次第 終わらず 終了 終了した 済んだ 予定 よてい 予定されて 予定している 予定の 予定は 予定で 段階 順 順に 順番 順番に 並べて 並べ 並び替え 早い 遅い 時期 じき 期間 時 とき 頃 ころ ごろ 月 年 年度 日 日程 スケジュール 毎 回数 頻度 ペース 以降 以後 以前 前 後 間 途中 現状 状況 進捗
良い いい よい よく 良く よくする 良くする よくしたい 良くしたい うまく 上手く すごい 面白い おもしろい 新鮮 いろいろ 色々 様々 たくさん 多い 少ない 一番 いちばん 最も 最多 大きい 小さい 高い 低い 増やす 増やしたい ふやす 向上 こうじょう 充実 強化したい 改善したい つくる 作る つくりたい 作りたい つくって 作って つくってる 作ってる つくっている 作っている 作った つくった つくろう 設ける 設けて 設けたい 入れる 入れて 入れたい 取り入れ 取り入れて 取り入れたい 導入したい 導入して 導入する 導入された 使う 使って つかって つかう 使ってる つかってる 使っている 利用して 活用した 活用して 受けて 受ける 受けた 受けられる 受けたい 行く 行って 行った 来る 来た 来て きた 出来る でき 言う いう 言った 思う 思って 思います 考えて 考える 考えている 考えたい 困って 困ってる 困っている こまって 悩んで 悩み 気になる 気になって 気になった 気に 興味 興味がある 分かる わかる 分かります 分からない わからない 載ってる 載って 載っている 掲載 掲載されて 書かれて 書いて 書いてある 記載 該当 該当する 当てはまる 含む 含めて 含み 含まれる 含め も含めて 関与 参加して 参加している 協力して
お世話になって お世話になっております お世話になります お疲れ様です お疲れさまです おつかれさまです お疲れ様 おつかれ すみません すいません 恐れ入ります 失礼します 初めまして はじめまして こんにちは こんばんは おはよう おはようございます ありがとう ありがとうございます どうも 助かります たすかります
思うのですが 思うんですが 思っていて 思っています と思い さん 様 さま 君 ちゃん 方々 かた お ご 御 同士 者の者 者ですが
ただし ただ なお ついでに 比較 比較して 比較したい 比べ 比べて 比べたい くらべて くらべたい 違い 違いは 違う ちがい ちがう 差 自身 本人 全員 気軽 気軽に 手軽 手軽に 連絡 連絡先 手を打って 手を打つ 打ち手 なんとか 何とか なんとかならん 何とかしたい 何とかして 何とかしてほしい どうにか どうしたら 扱い あつかい 担当者さん とりま やら すぐ いつも 毎回 どうも どうしても 意外 逆 本当 ほんと ほんとう 実際 実際に 直接 個別 個別に 一緒 一緒に いっしょ いっしょに 一人 一人ずつ 一回 一度 今度 こんど 今回 次 次回 次に 前回 先 もの以外 一部の よその ほかの部署 よそ 他所 うまく回ら 上手く回ら 手続きは
働きやすい 働きやすく 働きやすくなる 働きやすくする
曜日 間隔 頻度 のとこ のところ とこの ところの 両方 双方 拝見 閲覧 参照 伺い 伺いたい 伺えます 承知 一式 概略 要約 抜粋 部分 行事 ふたり 二人 みたく お手数 恐縮 失礼 大丈夫 平気 ぶっちゃけ 正直 なるほど 例の 噂 うわさ うん はい いや いいえ えっと あの ええと なんか まじ まじで やばい www 笑 いまいち
? ! 。 、 , . : ; ( ) 「 」 『 』 【 】 〔 〕 [ ] ~ … " ' ; ； ＊ * # > < = + & % @ ^ | { } \\ $
ところはありますか とこある ところある ところは とこは とか は？ ってある ってあります ってありますか ってどこ って何 ってなに ってどう ってどんな ってどれ ってどう なってる だっけ 的な 的に かも かもしれない そうな そうだ そうです なさそう がある がない がいい のほう の方 みたいに にする になる となる にして として にある での への からの までの との にも でも には では とは へは からは のは のが のを のに のも のと のか ので んで なら ならば たら れば ば つつ ながら たり たりして たりする だり たの たのは たのが たっけ てる てた てて てない てます てほしい て た れる られる られて れて せる させる させて させたい
2部署 おもな 主な 主に おも 中心 中心の 中心に 用 用の 版 式 化 化の 性 感 力 率 度 済 ご存知 ご存じ 助けて 助かる
時点 段階 時分 折 際 際に 場合 場合は 都合 旨 分野 領域 ジャンル カテゴリ カテゴリー 系統 種別 区分 範囲 程度 全般に 一般に 大枠 要点 ポイント 要旨 あらまし さわり 触り 全体像 全容 全貌 動き 動向 状態 様子 ありさま 在り方 あり方 趣旨 経緯 いきさつ 位置づけ 位置付け 立場 視点 観点 切り口 側面 見地 文脈 意味 意味で 意味合い
何月 何日 何年 何年度 何曜日 何曜 何時間 何回 何度 何名 何人 何校 何本 何社 何分 何か月 何ヶ月 何カ月 何週間 何日間 何年間 何パーセント 何割 何種類 何課 何市 何部署 何局 何区 何番 何語 何円 何席 何台 何園 何者 何事 何ごと 何と 何という 何っていう 何でも なんでも 何もかも 何処 何方 いずれ いずれか どれか どれも どなたか 誰か だれか 誰が 誰と 誰に 誰の いつ頃から いつごろから いつまでに
頂け 頂く 頂き 頂いて 頂ければ 頂けると 頂けます 頂けますか 頂戴 いただければ いただけると いただける いただく いただき いただいて 幸い 幸いです 幸甚 ありがたい ありがたいです 有難い 有り難い 嬉しい うれしい 差し支え 差し支えなければ 差し支えない 恐れ入りますが 恐縮ですが お手すき お手すきの際 お忙しい お忙しいところ ご多忙 ご多用 お時間 少々 ちょっと ちょい ちと すこし 少し 一応 いちおう 念のため 念のために 早速 さっそく 突然 急に 急ぎ 急ぎで 至急 早め 早めに 取り急ぎ 何卒 なにとぞ ご確認 ご連絡 ご回答 ご返信 ご返事 ご紹介 ご案内 お聞き お聞きしたい お伺い お伺いします お尋ね お尋ねします お教え お教えください お示し ご提示 ご提供 ご共有 ご一報 ご対応 質問 質問です 質問なんですが 質問ですが 質問があります お世話様です お世話さまです 失礼ながら 申し訳ありません 申し訳ない 申し訳ございません すまん ごめん ごめんなさい 悪いけど 頼むわ 頼みたい よろです よろしゅう おしえてちょ 教えてちょ 教えて下さい 教えて頂け 教えて頂き 知っておきたい 知っときたい 把握したい 把握しておきたい 押さえておきたい おさえておきたい 眺めたい 拝借 参考まで 参考までに 参考として
改めて あらためて 引き続き さっき 先ほど 先程 先日 昨日 きのう 今日 きょう 本日 明日 あした 明後日 今朝 この前 このまえ こないだ このあいだ この間 以前から 前から 前々から かねて かねてから ずっと しょっちゅう しばしば たまに ときどき 時々 たいてい だいたい 大体 おおよそ およそ 約 大まか 大まかに おおまか おおまかに ざくっと さらっと ぱっと サクッと さくっと ささっと 手短 手短に 箇条書き 箇条書きで 短めに 表形式 表にして 一言で ひとことで わかりやすく 分かりやすく 見やすく 一個 一件 一例 ふたつ みっつ 二つ 三つ 2個 3個 上位 ベスト おすすめ オススメ お勧め 人気 有名 注目 目玉 めぼしい 代表的 代表的な 典型的 珍しい めずらしい ユニーク 変わった 斬新 目新しい 今風 流行り はやり ランダム 適当 てきとう
不安で 不安です か不安 心配で 心配です か心配 気がかりで 話に出た 話に出てた 話題に出た 話題になった 会議で話に出た 会議で出た 会議で聞いた 会議で話題になった 噂で聞いた
集まって あつまって 集まる 集めて 集め 集まり あつめて 付けて つけて 付ける つける 始末 済ませ 済ませたい 済ます 置いて おいて 置く 渡す 渡して 運ぶ 運んで 回して 回す 戻って 続々 動きがある 動きはある 手がけて 手掛けて 手掛ける 仕掛け しかけ 打ち出して 打ち出し 掲げて 掲げる うたって 挑戦 挑戦して トライ トライして チャレンジ チャレンジして 試しに 試みて 試み 試みる 着目 注力 注力して 尽力 力点 肝いり 本気で 本腰 真剣に まじめに 真面目に しっかり きちんと ちゃんと がっつり がっちり ガチで 徹底 徹底的に 積極的 積極的に 前向き 前向きに 先進的 先進的な 先行して 先駆けて 先がけて いち早く
うちら オレ 俺 おれ ぼく 僕 自分ち 弊所 当所 当館 当署 御局 御課 貴局 貴課 貴部署 皆 みな 各位 皆様 みなさま 皆さま どなた様 方々 かたがた ひとたち 身内 仲間内 庁内で 庁内の 庁舎内 役所内 市内部 内輪
くる いく みる おく しまう もらう あげる やれる とって とった とる とり 取る 取って 取り 取った 取れる 持つ 持って 持ち 持った 出る でる 入る 入った 入って 会う 会える 話す 話せる 話し 話せ 話 聞く 聞ける 聞け 聞いて 見つけ 見つける 見つけたい 防ぐ 防ぎ 防止 減らす 減らし 減る 減らしたい へらす へらしたい 増える 増えて 上げる 上げたい 高める 高めたい 下げる 短く 短い 長い 長く 速く 早く 楽に らくに 楽 便利 便利に 変える 変わる 変わった 変え なくす 無くす なくし やめる 直す 直し 出来 出来た
`);

const STOP_EN = words(`
a an the and_also of in on at to for from with by about into onto over under between among through during within across per via as than then so
is are was were be been being am do does did doing done have has had having will would can could should shall might must may need want like get got getting let make making made give given take taken taking put use used using see seen show showing shown tell told list listing listed find finding found look looking looked know known knowing think hear heard please thanks thank hello hi hey
i me my we us our you your he she it its they them their this that these those there here who whom whose what which when where why how any some all every each other another one ones more most less least many much few lot lots bit something anything everything nothing anyone someone everyone everybody anybody somebody nobody thing stuff kind sort type way example
department bureau office division section dept team unit place organisation organization city municipal municipality hall government local
initiative effort measure program programme project activity action scheme practice thing idea example case entry row item
staff employee worker people person colleague personnel member folk guy
work working job done running run ongoing currently current now already still yet just also too only even ever really actually exactly specifically especially related relating relate relevant regarding concerning concern connected towards toward aimed aim intended meant designed involve involving involved include including included
start starting started begin beginning began begun launch launched launching plan planning planned scheduled schedule upcoming future continue continuing continued end ended finished finish hold held holding offer offered offering provide provided providing carry carrying carried out conduct conducted implement implemented implementing introduce introduced introducing happen happening set try trying tried run runs doing help helping helps
not_yet good great best better nice useful interesting similar new recent recently latest able possible available
if whether because since but however while although though etc eg ie vs yes no ok okay sure
could_you can_you would_you do_you tell_me show_me give_me i_want i_would_like id im ive whats wheres whos theres dont doesnt isnt arent
fewer less in_order to_know us_all whole total overall entire full complete list_of kinds_of types_of sorts_of lots_of number amount
during_the around mid early late later earlier first last next previous year month week day date time period fiscal quarter half
somewhere anywhere everywhere elsewhere going gone go come came coming keep kept keeping
improve improving improvement increase increasing reduce reducing cut cutting lower raise boost boosting enhance better_for easier easy make_it
say said mention mentioned describe explain detail information info data document record question answer
often usually sometimes always never rarely mostly mainly generally probably maybe perhaps almost nearly quite very really rather pretty enough together alone along around cover covers covering concern hope wish wonder wondering curious interested interest looking_for trying_to want_to need_to able_to ready case cases time times moment today tomorrow yesterday tonight morning afternoon evening monday tuesday wednesday thursday friday day-to-day everyday side hand way ways point points bit piece kind both either neither same different various several certain main major minor special particular general common regular normal usual big small large little high low long short old young_at full free_up open close easy hard difficult simple possible important necessary whether thats what_are heres lately else set_up taken happens deal dealing handle handling feel_like sense seem seems look looks appear end_up turn turns bring brings brought put_in_place place places left right next_to else's city's department's office's people's employee's staff's everyone's our_city let lets got gone went goes going_on show_up focus focused focusing promote_the encourage encouraging encouraged boost boosting tackle tackling address_the addressing solve solving fix fixing prevent preventing avoid avoiding stop stopping ensure ensuring keep_up allow_us target targeting targeted targets reach reaching connect connecting link linked send sending sent receive received apply_to given mentioned described listed written state stated stating specify specified shown appear include_any first-time per_month per_year
ending ends ended finish finishing finishes finished over yet_to
submit submitting decided none fixed option options
itself himself herself themselves oneself ourselves wear wearing aside mess after before devices_be protect protecting attract attracting change changing changed changes become becoming busy thing_like allow allowing allowed enable let_us ask asking asked answer think thinking thought feel feeling felt care cares part role life lives talk talked speak spoke say come meet met follow following learn learned learning
fewest least smallest lowest largest biggest highest greatest join joins joined joining attend attends attended attending reply replies replied respond responds responded sit sits sitting stand standing instead main real properly quick quickly brief briefly summary summarise summarize overview rundown roundup gather gathered collect note noting worth worthwhile copy copying copied steal borrow borrowing adopt adopting adopted replicate inspire inspiration inspired benchmark refer reference sort sorted recommend recommended pointer pointers hint hints tip tips clue whoever whichever wherever whatever whenever_there hoping mind kindly appreciate appreciated grateful cheers pls plz thx btw asap fyi bunch couple handful single double part_of parts_of killing wondered curious_about besides_that supposed apparently basically honestly literally simply merely roughly altogether somehow anyhow anyway stand_out standout notable cool neat fun funny weird unusual unique creative clever smart innovative novel fresh popular famous favourite favorite top_three highlight highlights yet_another another_one sort_out deal_with come_with up_for in_for go_for look_into looking_into keen eager fond glad happy_to love loves prefer preferably ideally possibly surely certainly definitely absolutely indeed of_course hands_on tried_out out_there over_there over_here around_here in_here city_hall town_hall
us me mine hers his ours yours theirs own
up down off again back away without_any
s t d re ve ll m
`);

/** Nouns that rank but never decide alone: every second row has one. */
const LIGHT_JA = words(`
見直 解決策 受入 受入れ 受け入れ 受け入れる 接触 結果 状況 割合 理由 原因 効果的 センター 事務所 係 出先 影響 現地 当日 全般的 流れ 位置 量 質 取得 利用 活用 導入 整備 作成 周知 検討 開催 参加 強化 促進 支援 環境 改善 向上 見直し 見直す 拡大 拡充 確保 維持 管理 設置 設定 提供 提案 発信 配信 配布 公開 策定 制定 運用 運営 連携 協力 共有 交流 把握 分析 調査 試行 実験 検証 整理 更新 変更 改正 改革 制度 事業 計画 方針 目標 課題 問題 解決 意識 文化 風土 雰囲気 体制 体験 経験 知識 技術 能力 スキル 理解 認識 相談 説明 案内 受付 申請 手続 手続き 条件 基準 規程 規則 ルール 方策 役割 責任 意見 意思 意欲 気持ち 関心 期待 要望 希望 必要 重要 効果 成果 実績 評価 安全 安心 快適 健全 活性化 活性 可能 最新 独自 特定 特別 全般 一般 一部 一定 各種 複数 同席 実現 作業 処理 準備 提出 時間 場面 施設 設備 機器 機能 システム サービス 市民 住民 地域 社会 企業 民間 外部 内部 国 県 他市 他都市 街 まち 生活 将来 未来 今後 グループ チーム プロジェクト イベント 会 会議体 担当 担当者 担当課 班 上 下 上の人 部下 同期 仲間 世代 年齢 性別 男性 女性 学校 先生 子ども こども 家庭 家族 お金 予算 費用 補助 無料 割引 条例 法律 手助け 後押し
`);
const LIGHT_EN = words(`
support environment improvement use introduction system service information culture atmosphere opportunity participation cooperation policy issue problem need user citizen resident community public private internal external level quality safety experience skill knowledge ability tool equipment facility group event
`);

const OR_JA = words('や とか か または もしくは あるいは なり 又は 若しくは');
const AND_JA = words('と かつ で、なおかつ なおかつ 及び および 並びに ならびに');
const NOT_JA = words(
  '以外 いがい 以外の 以外で 以外に じゃなくて ではなく ではなくて じゃなく じゃない ではない でない を除く を除いて を除いた 除く 除いて 除いた 抜き 抜きで を省いて は省いて 除外 は不要 はいらない は要らない を外して は外して じゃないけど ではないけど ではない方 と関係ない に関係ない と関係のない に関係のない を含まない を含めない',
);
const NOT_EN = words(
  'except except_for other_than but_not not excluding exclude apart_from aside_from outside without rather_than not_including but_no besides',
);
const ORGANISATION_JA = words('局 課 室 部 区 支所 署 事務局 区役所 公室 総合支所');

/** Puts the grammar of both languages into the lexicon. */
export function addGrammar(lexicon: Lexicon): void {
  const add = (list: readonly string[], sense: Sense): void => {
    for (const word of list) lexicon.add(word, sense);
  };
  const connectives = new Set([...OR_JA, ...AND_JA, ...NOT_JA]);
  add(
    STOP_JA.filter((word) => !connectives.has(word)),
    { kind: 'stop' },
  );
  add(STOP_EN, { kind: 'stop' });
  add(LIGHT_JA, { kind: 'light' });
  add(LIGHT_EN, { kind: 'light' });
  add(OR_JA, { kind: 'or' });
  add(['or', 'and/or'], { kind: 'or' });
  add(AND_JA, { kind: 'and' });
  add(['and', 'plus', 'as well as'], { kind: 'and' });
  add(NOT_JA, { kind: 'not' });
  add(NOT_EN, { kind: 'not' });
  add(ORGANISATION_JA, { kind: 'organisation' });
}

/** What the question wants done with the rows. Patterns run over the NFKC text. */
export const CUES = {
  count:
    /何(?:件|個|つ|部署|か所|ヶ所|カ所|箇所|(?:局|課|区)(?!の|[?？]|です|でしょ|だ|$))|いくつ|件数|個数|何種類|(?:部署|局|取組)(?:の)?数|なんけん|なんこ|(?<![a-z])(?:how many|number of|count of|total number)/i,
  countDepartments:
    /何(?:部署|局|課|か所|ヶ所|カ所|箇所|区)|(?:部署|局)(?:は|って|が)?(?:全部で)?(?:いくつ|何)|部署数|(?<![a-z])how many (?:departments?|bureaus?|offices?|divisions?|sections?|wards?)/i,
  most: /(?:一番|いちばん|最も|もっとも|最)\s?(?:取組|取り組み|件数|数)?(?:の数)?(?:が)?\s?多[いく]|最多|多い順|多いのはどこ|(?<![a-z])(?:the )?most (?:initiatives|entries|items|rows|programs?)|(?<![a-z])(?:largest|highest|greatest|biggest) number/i,
  fewest:
    /(?:一番|いちばん|最も|もっとも|最)\s?(?:取組|件数|数)?(?:の数)?(?:が)?\s?少な|最少|少ない順|少ないのはどこ|(?<![a-z])(?:the )?(?:fewest|least) (?:initiatives|entries|items|rows)?|(?<![a-z])(?:smallest|lowest) number/i,
  departmentsList:
    /(?:部署|局|部局|課|所属)(?:名)?(?:の)?(?:一覧|リスト|いちらん)|(?:どんな|どのような|どういう)(?:部署|局|課)が(?:ある|あり|載|出)|全部署|すべての部署|全ての部署(?:名)?を?(?:教|出|見|挙)|部署名|(?<![a-z])(?:list of (?:all )?(?:the )?departments|list (?:all )?(?:the )?departments|(?:which|what) departments (?:are (?:there|listed|included|covered)|exist)|all (?:the )?departments(?: please)?$|department list|departments (?:are )?(?:listed|covered|included|in (?:the|this) (?:data|list)))/i,
  exactly:
    /(\d{1,3}|[一二三四五六七八九]|ひと|ふた|みっ)\s?(?:件|[個つ](?=だけ|のみ|しか|ちょうど|以|あ|載|の取組))(だけ|のみ|しか|ちょうど|以上|以下)?[^。、\d]{0,10}?(?:部署|局|課|区|所|とこ)|(?<![a-z])(?:departments?|bureaus?|offices?) (?:with|that have|having|listing) (?:(only|just|exactly|at least|more than) )?(\d{1,3}|one|two|three|four|five)/i,
  without:
    /(?:て(?:い)?ない|てません|ていません|ていなさそう|がない|のない|(?<!か)ない|なし)の?(?:部署|局|課|区役所|区|ところ|とこ|の?は?(?:、)?どこ|ってどこ)|(?<![a-z])(?:which|what|any|list|are there any|the)? ?(?:departments?|bureaus?|offices?|ward offices?|wards?|divisions?|sections?|ones?)(?: that| which)? (?:do(?:es)? ?(?:not|n'?t)|are ?(?:not|n'?t)|is ?(?:not|n'?t)|have ?(?:not|n'?t)|has ?(?:not|n'?t)|have no|has no|lack|lacks|without|with no)|(?<![a-z])who (?:does not|doesn'?t|isn'?t|hasn'?t|has no)/i,
  /** Rows are asked for, whatever question word the sentence has. */
  find: /(?:部署|局|課|区|ところ|とこ|取組|取り組み|やつ|もの)(?:って|は|が|を)?\s?(?:どこ|どれ|どちら|何が|ある|あり|教え|おしえ|知りた|見たい|出し)|どこ(?:が|か|で|の(?:部署|局|課|区))(?:.{0,12})(?:やって|実施|して(?:い)?(?:る|ま))|(?<![a-z])(?:which|what) (?:departments?|bureaus?|offices?|ones|initiatives?|programs?|wards?|sections?)(?! (?:use|uses))|(?<![a-z])who(?: else)? (?:is|are|has|have|does|do|offers?|runs?|holds?|helps?|uses?)(?![a-z])(?! (?:the|in charge|it|leading|chairing|attending|participating|invited|eligible))|(?<![a-z])(?:any|are there|is there|is any|does any)(?![a-z])/i,
  compare:
    /比較|比べ|くらべ|違い|違う|ちがい|ちがう|どう違|差は|(?<![a-z])(?:compare|comparison|differen(?:ce|t)|versus|vs\.?)(?![a-z])/i,
  /** Two or more are compared by how many they have. */
  compareCounts:
    /(?:多い|少ない)のは(?:どっち|どちら)|(?:どっち|どちら)(?:の方|のほう)?が(?:取組|取り組み|件数)?(?:の)?(?:数が)?[多少]|(?<![a-z])ha(?:s|ve) (?:more|fewer) (?:initiatives|entries|items|rows|programs?)/i,
  help: /^(?:使い方|つかいかた|ヘルプ|へるぷ|help|\?|？|何ができ(?:る|ます)の?か?|なにができ(?:る|ます)か?|どうやって使うの?|how (?:do|can) i use (?:this|you|it)|what can (?:you|i) (?:do|ask)|how does this work|メニュー|menu|commands?|コマンド)[?？。!！\s]*(?:ですか|教えて|を?教えて(?:ください)?)?[?？。!！\s]*$/i,
  greeting:
    /^(?:こんにち[はわ]|こんばん[はわ]|おはよう(?:ございます)?|はじめまして|初めまして|よろしく(?:お願いします|お願いいたします)?|ありがとう(?:ございます|ございました)?|どうも|お疲れ(?:様|さま)(?:です)?|おつかれ(?:さま)?(?:です)?|hello|hi|hey|good (?:morning|afternoon|evening)|thanks?|thank you(?: very much| so much)?|thx|了解(?:です|しました)?|ok|okay|テスト|test)[\s、。!！?？~〜ー]*$/i,
} as const;

/** What fact of a row is asked for. The first that fits. */
export const FACT_CUES: readonly (readonly [
  'when' | 'who' | 'where' | 'howMany' | 'howOften' | 'what' | 'why' | 'which',
  RegExp,
])[] = [
  [
    'howOften',
    /どのくらいの(?:頻度|ペース)|どれくらいの(?:頻度|ペース)|頻度|何回|月に?何|年に?何回|週に?何|(?<![a-z])how (?:often|frequently)/i,
  ],
  [
    'when',
    /いつ|何月|何年|時期は|何日|なんがつ|(?<![a-z])(?:when|what month|since when|which month|how soon)(?![a-z])/i,
  ],
  ['who', /誰|だれ|どなた|何者|講師は|参加者は|対象者は|メンバーは|(?<![a-z])(?:who|whom)(?![a-z])/i],
  [
    'where',
    /どこの(?:市|大学|学校|会社|町|県|都市|国|事務所|場所)|どこで(?:やる|開|行|検討|実施)|視察先|訪問先|行き先|(?:どの|何の?|どちらの|何という)(?:市|大学|学校|都市)|大学(?:は|って)?(?:どこ|の名)|市(?:は|って)?どこ|(?<![a-z])(?:which|what) (?:cit(?:y|ies)|universit(?:y|ies)|schools?|place|places|locations?)|(?<![a-z])where (?:is|are|was|were|do|does|did|will)/i,
  ],
  [
    'howMany',
    /何(?:本|人|名|校|社|か月|日間|時間|種類|分|課|市|パーセント|%|割|円|席|台|園|冊|枚|歳)|どのくらい(?:の数|の人数)?|何名|(?<![a-z])how (?:many|much|long)/i,
  ],
  [
    'why',
    /なぜ|(?:なん|何)で(?![すしもき])|どうして|理由|目的は|狙い|ねらい|何のため|背景|(?<![a-z])(?:why|purpose|reason|what for)(?![a-z])/i,
  ],
  [
    'what',
    /(?:テーマ|内容|中身|効果|メリット|対象|内訳|具体的に|何をした|何をする|何がよくなる|何が良くなる|何ができ|どんなこと)|(?<![a-z])(?:what (?:topics?|will|does|do|is|are|was|were|did|tool|kind)|which tool|contents?|benefits?)/i,
  ],
];
